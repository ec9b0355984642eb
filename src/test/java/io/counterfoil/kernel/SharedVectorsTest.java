package io.counterfoil.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The copies of public vectors that the tests always run are those of the shared test data.
class SharedVectorsTest {

    @ParameterizedTest
    @CsvSource({
        "merkle-golden.jsonl, merkle/golden.jsonl",
        "mldsa44-cosignature.txt, cosignature/mldsa44.txt",
    })
    void theCopyIsTheOriginal(String original, String copy) throws IOException {
        String shared =
                Objects.requireNonNullElse(System.getenv("COUNTERFOIL_SHARED"), "../shared");
        Path file = Path.of(shared, "vectors", original);
        assumeTrue(Files.exists(file), "no shared test data at " + file);
        assertThat(Vectors.bytes(copy)).isEqualTo(Files.readAllBytes(file));
    }
}
