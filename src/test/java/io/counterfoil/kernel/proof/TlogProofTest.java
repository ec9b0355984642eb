package io.counterfoil.kernel.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.Sha256;
import io.counterfoil.kernel.merkle.Hash;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The vectors of transparency-dev/formats.
class TlogProofTest {

    private static final Hash HASH_1 = Hash.of(Sha256.of("hash1".getBytes(US_ASCII)));
    private static final Hash HASH_2 = Hash.of(Sha256.of("hash2".getBytes(US_ASCII)));

    @Test
    void printsAndReadsTheProofsOfTheFormatsRepository() {
        var extra = Bytes.of("extra information".getBytes(US_ASCII));
        check(
                new TlogProof(null, 5, List.of(HASH_1, HASH_2), "test checkpoint\n"),
                "c2sp.org/tlog-proof@v1\nindex 5\n%s\n%s\n\ntest checkpoint\n"
                        .formatted(HASH_1.base64(), HASH_2.base64()));
        check(
                new TlogProof(extra, 5, List.of(HASH_1), "test checkpoint\n"),
                "c2sp.org/tlog-proof@v1\nextra ZXh0cmEgaW5mb3JtYXRpb24=\nindex 5\n%s\n\ntest checkpoint\n"
                        .formatted(HASH_1.base64()));
        check(
                new TlogProof(null, 0, List.of(), "checkpoint\n"),
                "c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n");
    }

    private static void check(TlogProof proof, String text) {
        assertThat(proof.print()).asString(UTF_8).isEqualTo(text);
        assertThat(TlogProof.parse(text.getBytes(UTF_8))).isEqualTo(proof);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c2sp.org/tlog-proof@v1",
                "c2sp.org/tlog-proof@v1\n\ncheckpoint\n",
                "c2sp.org/tlog-proof@v2\nindex 0\n\ncheckpoint\n",
                "c2sp.org/tlog-proof@v1\nindex 0\n\n",
                "c2sp.org/tlog-proof@v1\nindex 0\ncheckpoint\n",
                "c2sp.org/tlog-proof@v1\nindex -1\n\ncheckpoint\n",
                "c2sp.org/tlog-proof@v1\nindex 01\n\ncheckpoint\n",
                "c2sp.org/tlog-proof@v1\nindex abc\n\ncheckpoint\n",
                "c2sp.org/tlog-proof@v1\nindex\n\ncheckpoint\n",
                "c2sp.org/tlog-proof@v1\nextra !!!\nindex 0\n\ncheckpoint\n",
                "c2sp.org/tlog-proof@v1\nextra \nindex 0\n\ncheckpoint\n",
                "c2sp.org/tlog-proof@v1\nextra ZXh0cmE=\n\ncheckpoint\n",
                "c2sp.org/tlog-proof@v1\nindex 0\nextra ZXh0cmE=\n\ncheckpoint\n",
                "c2sp.org/tlog-proof@v1\nindex 0\nnot base64\n\ncheckpoint\n",
                "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\ncheckpoint\n",
            })
    void refusesAnyOtherForm(String text) {
        assertThatThrownBy(() -> TlogProof.parse(text.getBytes(UTF_8)))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesMoreHashesThanAnyTreeNeedsAndALineOf64KiB() {
        String many =
                "c2sp.org/tlog-proof@v1\nindex 0\n" + (HASH_1.base64() + "\n").repeat(64) + "\nc\n";
        assertThatThrownBy(() -> TlogProof.parse(many.getBytes(UTF_8)))
                .isInstanceOf(MalformedException.class);
        String wide = "c2sp.org/tlog-proof@v1\nextra " + "AAAA".repeat(16_400) + "\nindex 0\n\nc\n";
        assertThatThrownBy(() -> TlogProof.parse(wide.getBytes(UTF_8)))
                .isInstanceOf(MalformedException.class);
    }
}
