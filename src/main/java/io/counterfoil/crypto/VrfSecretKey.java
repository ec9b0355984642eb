package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.counterfoil.kernel.merkle.Hash;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/// The secret half of a verifiable random function ECVRF-P256-SHA256-TAI (RFC 9381 section 5, suite
/// 01).
public final class VrfSecretKey {

    private static final String PREFIX = "PRIVATE+VRF+P256-SHA256-TAI+";

    private final BigInteger scalar;
    private final VrfPublicKey publicKey;

    private VrfSecretKey(BigInteger scalar) {
        this.scalar = scalar;
        this.publicKey = VrfPublicKey.of(P256.encode(P256.multiplySecretly(P256.BASE, scalar)));
    }

    /// Draws a new key.
    public static VrfSecretKey generate(SecureRandom random) {
        return new VrfSecretKey(P256.randomScalar(random));
    }

    /// Reads the 32 bytes of a big-endian scalar.
    ///
    /// @throws IllegalArgumentException unless it is from 1 to the order of P-256 less one
    public static VrfSecretKey of(byte[] bytes) {
        var scalar = BigIntegers.fromUnsignedByteArray(bytes);
        if (bytes.length != P256.SCALAR_BYTES
                || scalar.signum() == 0
                || scalar.compareTo(P256.ORDER) >= 0) {
            throw new IllegalArgumentException(
                    "a VRF secret key is 32 bytes, 1 to the order less one");
        }
        return new VrfSecretKey(scalar);
    }

    /// Reads a key from its file.
    ///
    /// @throws IOException also when others could have read it, or when it is not such a key
    public static VrfSecretKey load(Path file) throws IOException {
        var text = new String(SecretFile.read(file), US_ASCII);
        if (!text.startsWith(PREFIX) || !text.endsWith("\n")) {
            throw new IOException("%s is not a VRF key".formatted(file));
        }
        try {
            return of(
                    Base64.getDecoder().decode(text.substring(PREFIX.length(), text.length() - 1)));
        } catch (IllegalArgumentException damaged) {
            throw new IOException("%s is a damaged VRF key".formatted(file), damaged);
        }
    }

    /// Writes the key to a new file that its owner alone can read.
    public void store(Path file) throws IOException {
        var secret = BigIntegers.asUnsignedByteArray(P256.SCALAR_BYTES, scalar);
        var text = PREFIX + Base64.getEncoder().encodeToString(secret) + "\n";
        SecretFile.create(file, text.getBytes(US_ASCII));
    }

    /// The half that others check with.
    public VrfPublicKey publicKey() {
        return publicKey;
    }

    /// The proof of this input's output, 81 bytes; the same input always gives the same proof.
    public byte[] prove(byte[] input) {
        return proof(input).encode();
    }

    /// This input's output.
    public Hash output(byte[] input) {
        return outputOf(Ecvrf.encodeToCurve(publicKey.bytes(), input));
    }

    private Ecvrf.Proof proof(byte[] input) {
        var key = publicKey.bytes();
        var hashed = Ecvrf.encodeToCurve(key, input);
        var gamma = P256.multiplySecretly(hashed, scalar);
        var nonce = nonce(P256.encode(hashed));
        var u = P256.multiplySecretly(P256.BASE, nonce);
        var v = P256.multiplySecretly(hashed, nonce);
        var challenge = Ecvrf.challengeOver(key, hashed, gamma, u, v);
        return new Ecvrf.Proof(
                gamma, challenge, challenge.multiply(scalar).add(nonce).mod(P256.ORDER));
    }

    private Hash outputOf(ECPoint hashed) {
        var gamma = P256.multiplySecretly(hashed, scalar);
        return new Ecvrf.Proof(gamma, BigInteger.ZERO, BigInteger.ZERO).output();
    }

    /// The nonce of RFC 6979 (RFC 9381 section 5.4.2.1): never random, so never repeated for two
    /// inputs.
    private BigInteger nonce(byte[] hashedPoint) {
        var nonces = new HMacDSAKCalculator(new SHA256Digest());
        nonces.init(P256.ORDER, scalar, Sha256.of(hashedPoint));
        return nonces.nextK();
    }
}
