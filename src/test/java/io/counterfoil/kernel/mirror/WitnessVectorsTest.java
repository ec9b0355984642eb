package io.counterfoil.kernel.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.ConsistencyProof;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.JdkSignatureVerifiers;
import io.counterfoil.kernel.note.KeyName;
import io.counterfoil.kernel.note.KeyType;
import io.counterfoil.kernel.note.NoteKeys;
import io.counterfoil.kernel.note.NoteKeys.Opening;
import io.counterfoil.kernel.note.VerifierKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The requests of torchwood's add-checkpoint conformance run: what of it needs no witness's state.
class WitnessVectorsTest {

    private static final String ORIGIN =
            "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
    private static final VerifierKey LOG =
            new VerifierKey(
                    new KeyName(ORIGIN),
                    KeyType.ED25519,
                    Bytes.fromHex(
                            "ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f"));

    private static final String ROOT_1 = "KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String ROOT_3 = "RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=";
    private static final String ROOT_5 = "QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=";
    private static final String LEAF_1 = "KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String LEAF_2 = "KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String LEAF_3 = "KgMAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String LEAF_4 = "KgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String NODE_0_1 = "wgiIFdZfYNv6WU1OllBKsWnLYIS/DBMqt8Uh/S4OukE=";

    private static final String LINE_1 =
            "UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=";
    private static final String LINE_3 =
            "UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=";
    private static final String LINE_5 =
            "UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=";

    @Test
    void theLogsKeyHasThePublishedId() {
        assertThat(LOG.toString()).startsWith(ORIGIN + "+5202289b+");
    }

    @Test
    void theHonestRequestsAreSignedAndConsistent() {
        var first = parse("old 0\n\n", 1, ROOT_1, LINE_1);
        var grown = parse("old 1\n" + LEAF_1 + "\n" + LEAF_2 + "\n\n", 3, ROOT_3, LINE_3);
        var further =
                parse(
                        "old 3\n" + LEAF_2 + "\n" + LEAF_3 + "\n" + NODE_0_1 + "\n" + LEAF_4
                                + "\n\n",
                        5,
                        ROOT_5,
                        LINE_5);

        assertThat(List.of(first, grown, further)).allMatch(r -> open(r) instanceof Opening.Opened);
        assertThat(continues(grown, ROOT_1)).isTrue();
        assertThat(continues(further, ROOT_3)).isTrue();
        assertThat(continues(further, ROOT_1)).isFalse();
    }

    @Test
    void theBadSignatureIsAKnownLineThatFails() {
        var bad =
                parse(
                        "old 1\n" + LEAF_1 + "\n" + LEAF_2 + "\n\n",
                        3,
                        ROOT_3,
                        LINE_3.replace("rx6go=", "rx6gw="));
        assertThat(open(bad))
                .isInstanceOfSatisfying(
                        Opening.Rejected.class, r -> assertThat(r.badKnownLine()).isTrue());
    }

    @Test
    void theBadSignatureAsPublishedIsNoCanonicalBase64() {
        assertThatThrownBy(() -> parse("old 1\n\n", 3, ROOT_3, LINE_3.replace("rx6go=", "rx6gx=")))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void aMissingOrWrongProofDoesNotContinueTheLog() {
        assertThat(continues(parse("old 1\n\n", 3, ROOT_3, LINE_3), ROOT_1)).isFalse();
        String wrong = LEAF_2.substring(0, 40) + "ABA=";
        assertThat(
                        continues(
                                parse(
                                        "old 1\n" + LEAF_1 + "\n" + wrong + "\n\n",
                                        3,
                                        ROOT_3,
                                        LINE_3),
                                ROOT_1))
                .isFalse();
    }

    @Test
    void aNoteWithoutLinesOrWithAWordForItsSizeIsMalformed() {
        String note = ORIGIN + "\n5\n" + ROOT_5 + "\n";
        assertThatThrownBy(() -> AddCheckpoint.parse(("old 5\n\n" + note).getBytes(UTF_8)))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> AddCheckpoint.parse(("old 5\n\n" + note + "\n").getBytes(UTF_8)))
                .isInstanceOf(MalformedException.class);
        var word = ORIGIN + "\nfive\n" + ROOT_1 + "\n";
        assertThatThrownBy(() -> Checkpoint.parse(word)).isInstanceOf(MalformedException.class);
    }

    private static AddCheckpoint parse(String head, long size, String root, String signature) {
        String note =
                ORIGIN + "\n" + size + "\n" + root + "\n\n— " + ORIGIN + " " + signature + "\n";
        return AddCheckpoint.parse((head + note).getBytes(UTF_8));
    }

    private static Opening open(AddCheckpoint request) {
        return new NoteKeys(List.of(LOG), new JdkSignatureVerifiers()).open(request.note());
    }

    private static boolean continues(AddCheckpoint request, String oldRoot) {
        var checkpoint = Checkpoint.parse(request.note().text());
        return new ConsistencyProof(request.oldSize(), checkpoint.size(), request.proof())
                .verify(TreeHasher.sha256(), Hash.fromBase64(oldRoot), checkpoint.root())
                .isProven();
    }
}
