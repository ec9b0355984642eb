package io.counterfoil.kernel.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.Vectors;
import io.counterfoil.kernel.merkle.Subtree;
import io.counterfoil.kernel.merkle.TreeHasher;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Cosignatures of sunlight's test data, of transparency-dev/formats, and of independent scripts.
class CosignatureTest {

    private static final SignatureVerifiers JDK = new JdkSignatureVerifiers();
    private static final String ROME = "rome2026h1.example.org\n300\n";
    private static final String LOG_TEXT =
            "log.example/evidence\n1\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n";

    @Test
    void opensTheWitnessAndMirrorLinesOfSunlight() {
        var witness =
                ROME
                        + "lCkHUpkmVBEms2r2T1K6Og69+wUuuN3MIEW1/ezu2v0=\n\n— witness.example.org uKLPIAAAAABpVGeAhm2bOvKc3LaB9PFN1ruG19Y5yqslmcAAbhftnn1Zznmo0LXFZq4LGvqKqLX8jWlwLKasxEGTLIqAVusneCBmBw==\n";
        var mirror =
                ROME
                        + "gw31yQrqZZCcEOPrzX+bpy3nJ6QgngTKn8G1m0i62uU=\n\n— mirror.example.org P7FI7wAAAABpVGeAjA1S4pJm6MbcXjX7UUImu4azZtrfcVW2uyr/LXIYlwEJzXC0N0EiZkbqfLdXt/4gVEEuGmxJjAfXKMCISpsJAg==\n";
        assertThat(
                        seconds(
                                witness,
                                "witness.example.org+b8a2cf20+BFLN3yikSfFkVAJtrnh/CiY3Zozkoy7clp+P7XB28qUN"))
                .isEqualTo(1767139200);
        assertThat(
                        seconds(
                                mirror,
                                "mirror.example.org+3fb148ef+BAAjjch9GyYz0sJsJx7ALhbdAtz2ov0unbzSl1vMp94O"))
                .isEqualTo(1767139200);
    }

    @Test
    void opensAnEd25519CosignatureOfIndependentMake() {
        var note =
                LOG_TEXT
                        + "\n— member1.example/cosigner ryLcvgAAAABpVGeArbRXjVtsjqI4vgt9VMEf7/6vZxWoIjcrVPdj2cpQI3gGo+qF/dylRSX/KDIQKaVv3z+pxEzfQah3HK02nJ0/Dg==\n";
        assertThat(
                        seconds(
                                note,
                                "member1.example/cosigner+af22dcbe+BAOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"))
                .isEqualTo(1767139200);
    }

    @Test
    void opensTheLogsOwnLineOfIndependentMake() {
        var note =
                LOG_TEXT
                        + "\n— log.example/evidence LW53azVFtWKVS30QTmF5QKaFE4Np5FmEnRbqRSKKKc+ZifZxijQO8FNc8MpbbJ7tXqjaAfK5uEm12wqAPDeqbgC+cgs=\n";
        assertThat(
                        seconds(
                                note,
                                "log.example/evidence+2d6e776b+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"))
                .isZero();
    }

    @Test
    void opensAnMlDsa44CosignatureOfIndependentMake() {
        String vkey = vector("vkey ");
        var key = VerifierKey.parse(vkey);
        String file = Vectors.text("cosignature/mldsa44.txt");
        String note = file.substring(file.indexOf(LOG_TEXT));

        assertThat(seconds(note, vkey)).isEqualTo(1767139200);
        assertThat(HexFormat.of().toHexDigits(key.id())).isEqualTo("0737264b");
        assertThat(Cosignature.message(key, LOG_TEXT, 1767139200L))
                .asHexString()
                .isEqualToIgnoringCase(vector("cosigned_message_hex "));
    }

    @Test
    void anMlDsa44CosignatureDoesNotServeAnotherNameTimeOriginSizeOrRoot() {
        var key = VerifierKey.parse(vector("vkey "));
        String file = Vectors.text("cosignature/mldsa44.txt");
        var note = SignedNote.parse(file.substring(file.indexOf(LOG_TEXT)));
        Bytes good = note.signatures().getFirst().signature();
        byte[] later = good.toArray();
        later[7]++;
        var renamed = new VerifierKey(new KeyName("member2.example"), key.type(), key.publicKey());

        assertThat(key.verify(LOG_TEXT, good, JDK)).isTrue();
        assertThat(renamed.verify(LOG_TEXT, good, JDK)).isFalse();
        assertThat(key.verify(LOG_TEXT, Bytes.of(later), JDK)).isFalse();
        assertThat(key.verify(LOG_TEXT.replace("log.", "lag."), good, JDK)).isFalse();
        assertThat(key.verify(LOG_TEXT.replace("\n1\n", "\n2\n"), good, JDK)).isFalse();
        assertThat(key.verify(LOG_TEXT.replace("0Nc", "1Nc"), good, JDK)).isFalse();
        assertThat(key.verify("no checkpoint\n", good, JDK)).isFalse();
    }

    @Test
    void theKeyWithTheWrongIdThatIsPublishedElsewhereIsRefused() {
        var key = VerifierKey.parse(vector("vkey "));
        assertThatThrownBy(() -> VerifierKey.parse(key.toString().replace("0737264b", "5893dc2c")))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("id");
    }

    @Test
    void readsTheTimeOfACosignatureAndRefusesOneThatIsTooShort() {
        var line =
                Bytes.fromBase64(
                        "ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJXORmnFBOBA==");
        var shortLine =
                Bytes.fromBase64(
                        "eQjRQm6eSKzFoiYalgwCPXu2y3ijtg68is9M46JKxuZB+dRfTmeQeDBoXnvxZx2ugnkyV+MUMLXpWs1hPb/W/4xkNQY=");
        assertThat(Cosignature.parse(line.slice(4, line.size())).seconds()).isEqualTo(1727964367);
        assertThatThrownBy(() -> Cosignature.parse(shortLine.slice(4, shortLine.size())))
                .isInstanceOf(MalformedException.class);
        assertThat(
                        VerifierKey.parse(
                                        "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2")
                                .type())
                .isEqualTo(KeyType.COSIGNATURE_ED25519);
    }

    @Test
    void refusesATimeOutOfRangeAndATimedSubtree() {
        var name = new KeyName("member1.example/cosigner");
        var root = TreeHasher.sha256().empty();
        var run = new Subtree(8, 16);
        assertThatThrownBy(() -> Cosignature.subtreeMessage(name, 1, "log", run, root))
                .isInstanceOf(MalformedException.class);
        assertThat(Cosignature.subtreeMessage(name, 0, "log", run, root))
                .hasSize(12 + 25 + 8 + 4 + 16 + 32);
        assertThatThrownBy(() -> new KeyName("n".repeat(256)))
                .isInstanceOf(MalformedException.class);
        byte[] negative = new byte[72];
        negative[0] = (byte) 0x80;
        assertThatThrownBy(() -> Cosignature.parse(Bytes.of(negative)))
                .isInstanceOf(MalformedException.class);
    }

    private static String vector(String prefix) {
        return Vectors.lines("cosignature/mldsa44.txt").stream()
                .filter(line -> line.startsWith(prefix))
                .findFirst()
                .orElseThrow()
                .substring(prefix.length());
    }

    private static long seconds(String note, String vkey) {
        var opening =
                new NoteKeys(List.of(VerifierKey.parse(vkey)), JDK).open(SignedNote.parse(note));
        return switch (opening) {
            case NoteKeys.Opening.Opened opened -> opened.signers().getFirst().seconds();
            case NoteKeys.Opening.Rejected(var reason, _) -> throw new AssertionError(reason);
        };
    }
}
