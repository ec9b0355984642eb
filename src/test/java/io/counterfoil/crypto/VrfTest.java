package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VrfTest {

    private static final byte[] INPUT = "issuer type 2026 17".getBytes(US_ASCII);

    private final VrfSecretKey key = VrfSecretKey.generate(new SecureRandom());

    @ParameterizedTest(name = "{index}")
    @MethodSource("vectors")
    void provesAsTheRfcDoes(String vector) {
        var fields = vector.split(" ");
        var secret = VrfSecretKey.of(hex(fields[0]));
        assertThat(secret.publicKey().bytes()).isEqualTo(hex(fields[1]));
        assertThat(secret.prove(hex(fields[2]))).isEqualTo(hex(fields[4]));
        assertThat(secret.output(hex(fields[2])).hex()).isEqualTo(fields[3]);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("vectors")
    void verifiesAsTheRfcDoes(String vector) {
        var fields = vector.split(" ");
        var output = VrfPublicKey.of(hex(fields[1])).verify(hex(fields[2]), hex(fields[4]));
        assertThat(output.orElseThrow().hex()).isEqualTo(fields[3]);
    }

    @Test
    void refusesAProofWithAnyBitFlipped() {
        var proof = key.prove(INPUT);
        for (int bit = 0; bit < proof.length * 8; bit++) {
            var altered = proof.clone();
            altered[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(key.publicKey().verify(INPUT, altered)).as("bit %d", bit).isEmpty();
        }
    }

    @Test
    void refusesAProofOfAnotherInputOrKey() {
        var proof = key.prove(INPUT);
        var other = VrfSecretKey.generate(new SecureRandom()).publicKey();
        assertThat(key.publicKey().verify(new byte[0], proof)).isEmpty();
        assertThat(other.verify(INPUT, proof)).isEmpty();
    }

    @Test
    void refusesASecondEncodingOfTheSameProof() {
        var proof = key.prove(INPUT);
        assertThat(key.publicKey().verify(INPUT, Arrays.copyOf(proof, proof.length + 1))).isEmpty();
        assertThat(key.publicKey().verify(INPUT, Arrays.copyOf(proof, proof.length - 1))).isEmpty();
    }

    @Test
    void theResponseIsBelowTheOrder() {
        var proof = key.prove(INPUT);
        var highest = P256.ORDER.subtract(BigInteger.ONE);
        assertThat(Ecvrf.Proof.decode(withResponse(proof, highest))).isPresent();
        assertThat(Ecvrf.Proof.decode(withResponse(proof, P256.ORDER))).isEmpty();
    }

    @Test
    void refusesPublicKeysThatAreNoPoint() {
        var good = key.publicKey().bytes();
        var bad =
                Stream.of(
                        new byte[0],
                        new byte[33],
                        Arrays.copyOf(good, 32),
                        Arrays.copyOf(good, 34),
                        // x = the field's prime, which encodes 0 a second time
                        hex("02ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"),
                        // x = 5 is on the curve, x = 1 is not
                        hex("020000000000000000000000000000000000000000000000000000000000000001"));
        assertThat(bad)
                .allSatisfy(bytes ->
                        assertThatIllegalArgumentException()
                                .isThrownBy(() -> VrfPublicKey.of(bytes)));
        assertThat(VrfPublicKey.of(hex("02" + "00".repeat(31) + "05")).bytes()[32])
                .isEqualTo((byte) 5);
    }

    @Test
    void refusesSecretKeysOutOfRange() {
        var order = BigIntegers.asUnsignedByteArray(32, P256.ORDER);
        assertThat(Stream.of(new byte[32], order, new byte[31], new byte[33]))
                .allSatisfy(bytes ->
                        assertThatIllegalArgumentException()
                                .isThrownBy(() -> VrfSecretKey.of(bytes)));
    }

    @Test
    void aStoredKeyComesBackAndIsNeverOverwritten(@TempDir Path directory) throws IOException {
        var file = directory.resolve("vrf.key");
        key.store(file);
        assertThat(VrfSecretKey.load(file).prove(INPUT)).isEqualTo(key.prove(INPUT));
        assertThatThrownBy(() -> key.store(file)).isInstanceOf(FileAlreadyExistsException.class);
        Files.writeString(file, Files.readString(file).replace("TAI+", "TAI+A"));
        assertThatThrownBy(() -> VrfSecretKey.load(file)).isInstanceOf(IOException.class);
    }

    static Stream<String> vectors() {
        try (var in = VrfTest.class.getResourceAsStream("/vectors/ecvrf-p256/vectors.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), US_ASCII).lines();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] withResponse(byte[] proof, BigInteger response) {
        var altered = proof.clone();
        BigIntegers.asUnsignedByteArray(response, altered, proof.length - 32, 32);
        return altered;
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
