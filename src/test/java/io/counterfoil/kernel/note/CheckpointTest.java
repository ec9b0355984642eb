package io.counterfoil.kernel.note;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.Frontier;
import io.counterfoil.kernel.merkle.TreeHasher;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The checkpoints of transparency-dev/tessera's test log, and what transparency-dev/formats
/// refuses.
class CheckpointTest {

    private static final String LEAVES =
            "one two three four five six seven eit nain ten ileven twelf threeten fourten fivten";

    private static final VerifierKey LOG =
            VerifierKey.parse(
                    "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");

    @ParameterizedTest
    @CsvSource({
        "0, 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=,"
                + " M9e0lhxJACzE1KoUdqKuPa+9p6R7dSW8BlEvrg/noo8FkGg6PbJoRNOcdjqjOq89wVvTA60eubCc4oufo5BvIVEgtQc=",
        "1, 0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=,"
                + " M9e0lhr9kuLxGdAtaUrhm84TQffVsLdcy808sN0a3WyniNlfcr9+bywoiIke1YYciCNjJGkCgIlQ8b16jhsmg/SChAM=",
        "2, T1X2GdkhUjV3iyufF9b0kVsWFxIU0VI4EpNml2Teci4=,"
                + " M9e0llH4NKmlf0u7C8tkJioQOmi7l5ELqljXgKRg6R3G5JJ7vx7emDWo5fpqKuA/Dk/jRrI6il+7QCVirNhyUAWGoAk=",
        "3, Wqx3HImawpLnS/Gv4ubjAvi1WIOy0b8Ze0amvqbavKk=,"
                + " M9e0lvAQRtH832pk2RTbeSeZMkp4FZSdJYFBUjO5SKxuRbywPUF3cx+HUrb50kjd3rUWW/fj53Wj1dwcwh9bGQnqVAg=",
        "7, IrSXADBqJ7EQoUODSDKROySgNveeL6CFhik2w/+fS7U=,"
                + " M9e0luA5JhTRUki/BBQD0QNiH6AEJ2pdtsA5CQjqJErViuuKrN6513RCTL2640wXJv0dCed3neRGI6dMzBq9uANf2Qc=",
        "15, rKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=,"
                + " M9e0luh4jTG+UMBqOUo9/q+yAEvx1ilBEniMvjf1zfcBOhg+CKubMt53MvIt/uEWP6zdkdIQzd/fmwlM/dlPWF74ewI=",
    })
    void rebuildsTheTesseraTestLog(int size, String root, String signature) {
        var frontier = Frontier.empty(TreeHasher.sha256());
        List.of(LEAVES.split(" "))
                .subList(0, size)
                .forEach(
                        leaf -> frontier.append(TreeHasher.sha256().leaf(leaf.getBytes(US_ASCII))));
        String text = "example.com/log/testdata\n" + size + "\n" + root + "\n";
        var note = SignedNote.parse(text + "\n— example.com/log/testdata " + signature + "\n");

        var checkpoint = Checkpoint.parse(note.text());

        assertThat(checkpoint)
                .isEqualTo(new Checkpoint("example.com/log/testdata", size, frontier.root()));
        assertThat(checkpoint.text()).isEqualTo(text);
        assertThat(new NoteKeys(List.of(LOG), new JdkSignatureVerifiers()).open(note))
                .isInstanceOf(NoteKeys.Opening.Opened.class);
    }

    @Test
    void keepsTheExtensionLinesOfForeignLogs() {
        var text = "log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nextra\nlines\n";
        var checkpoint = Checkpoint.parse(text);
        assertThat(checkpoint.extensions()).containsExactly("extra", "lines");
        assertThat(checkpoint.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n1\n",
                "log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                "log\nbananas\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n-34\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n+34\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n034\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n3438945738945739845734895735\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n9223372036854775808\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n1\nthisisnotbase64!\n",
                "log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF==\n",
                "log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
                "log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n",
                "log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nlast\n",
            })
    void refusesWhatDoesNotPrintBack(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesAnOriginThatACosignatureCouldNotName() {
        var empty = TreeHasher.sha256().empty();
        assertThat(new Checkpoint("o".repeat(255), 0, empty).origin()).hasSize(255);
        assertThatThrownBy(() -> new Checkpoint("o".repeat(256), 0, empty))
                .isInstanceOf(MalformedException.class);
    }
}
