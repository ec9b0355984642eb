package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.JdkSignatureVerifiers;
import io.counterfoil.kernel.note.KeyName;
import io.counterfoil.kernel.note.KeyType;
import io.counterfoil.kernel.note.SignatureVerifiers;
import io.counterfoil.kernel.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {

    private static final KeyName NAME = new KeyName("log.example/evidence");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.9Z");
    private static final String CHECKPOINT =
            new Checkpoint("log.example/evidence", 1, new Hash(1, 2, 3, 4)).text();

    /// The key of the public test log of transparency-dev/tessera.
    private static final String TESSERA =
            "PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg";

    @Test
    void signsAsTheLogThatGoWrote() {
        var key = SigningKey.parse(TESSERA);
        assertThat(key.key().toString())
                .isEqualTo(
                        "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");
        var text = "example.com/log/testdata\n1\n0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=\n";
        assertThat(key.sign(text, NOW).line())
                .isEqualTo(
                        "— example.com/log/testdata M9e0lhr9kuLxGdAtaUrhm84TQffVsLdcy808sN0a3WyniNlfcr9+bywoiIke1YYciCNjJGkCgIlQ8b16jhsmg/SChAM=");
    }

    @ParameterizedTest
    @MethodSource("typesAndVerifiers")
    void anyVerifierAcceptsWhatItSigned(KeyType type, SignatureVerifiers verifiers) {
        var key = SigningKey.generate(NAME, type, RANDOM);
        var line = key.sign(CHECKPOINT, NOW);
        assertThat(key.key().claims(line)).isTrue();
        assertThat(key.key().verify(CHECKPOINT, line.signature(), verifiers)).isTrue();
        var other = CHECKPOINT.replace("\n1\n", "\n2\n");
        assertThat(key.key().verify(other, line.signature(), verifiers)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = "ECDSA", mode = EnumSource.Mode.EXCLUDE)
    void signingTwiceGivesTheSameLine(KeyType type) {
        var key = SigningKey.generate(NAME, type, RANDOM);
        assertThat(key.sign(CHECKPOINT, NOW)).isEqualTo(key.sign(CHECKPOINT, NOW));
    }

    @ParameterizedTest
    @EnumSource(names = "ECDSA", mode = EnumSource.Mode.EXCLUDE)
    void aStoredKeyComesBack(KeyType type, @TempDir Path directory) throws IOException {
        var key = SigningKey.generate(NAME, type, RANDOM);
        key.store(directory.resolve("log.key"));
        var loaded = SigningKey.load(directory.resolve("log.key"));
        assertThat(loaded.key()).isEqualTo(key.key());
        assertThat(loaded.text()).isEqualTo(key.text());
    }

    @Test
    void anMlDsaSeedGivesThePublicKeyOfTheVector() {
        var seed = "BgABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
        var key = SigningKey.parse("PRIVATE+KEY+member1.example/cosigner+0737264b+" + seed);
        assertThat(VerifierKey.parse(key.key().toString())).isEqualTo(key.key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PRIVATE+KEY+",
                "PRIVATE+KEY+example.com/log/testdata+33d7b496+",
                "PRIVATE+KEY+example.com/log/testdata+33d7b497+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg",
                "PRIVATE+KEY+example.com/log/testdata+33D7B496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg",
                "PRIVATE+KEY+example.com/log/testdata+33d7b496+AuymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg",
                "PRIVATE+KEY+example.com/log/testdata+33d7b496+B+ymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg",
                "PRIVATE+KEX+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg"
            })
    void refusesWhatWouldNotPrintBack(String text) {
        assertThatThrownBy(() -> SigningKey.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void aDamagedFileIsRefusedWithoutRepeatingIt(@TempDir Path directory) throws IOException {
        var file = directory.resolve("log.key");
        SecretFile.create(file, TESSERA.getBytes(US_ASCII));
        assertThatThrownBy(() -> SigningKey.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageNotContaining("AeymY");
        Files.writeString(file, TESSERA.replace("33d7", "33d8") + "\n");
        assertThatThrownBy(() -> SigningKey.load(file)).hasMessageNotContaining("AeymY");
    }

    static Stream<Arguments> typesAndVerifiers() {
        var verifiers = List.of(new FastSignatureVerifiers(), new JdkSignatureVerifiers());
        return Stream.of(KeyType.values())
                .filter(type -> type != KeyType.ECDSA)
                .flatMap(type -> verifiers.stream().map(each -> Arguments.of(type, each)));
    }
}
