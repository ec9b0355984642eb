package io.counterfoil.crypto;

import io.counterfoil.kernel.merkle.Hash;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/// ECVRF-P256-SHA256-TAI: the steps of RFC 9381 section 5 that prover and verifier share.
final class Ecvrf {

    /// Length of a proof: a point, a challenge and a scalar, in bytes.
    static final int PROOF_BYTES = P256.POINT_BYTES + Ecvrf.CHALLENGE_BYTES + P256.SCALAR_BYTES;

    static final int CHALLENGE_BYTES = 16;

    private static final byte SUITE = 0x01;
    private static final byte ENCODE_TO_CURVE = 0x01;
    private static final byte CHALLENGE = 0x02;
    private static final byte PROOF_TO_HASH = 0x03;
    private static final byte BACK = 0x00;

    private Ecvrf() {}

    /// A proof taken apart: Gamma, c and s of section 5.4.4.
    record Proof(ECPoint gamma, BigInteger challenge, BigInteger response) {

        /// Empty unless the bytes are a proof's one encoding: a point, 16 bytes, a scalar below the
        /// order.
        static Optional<Proof> decode(byte[] bytes) {
            if (bytes.length != PROOF_BYTES) {
                return Optional.empty();
            }
            var responseAt = P256.POINT_BYTES + CHALLENGE_BYTES;
            var challenge =
                    BigIntegers.fromUnsignedByteArray(bytes, P256.POINT_BYTES, CHALLENGE_BYTES);
            var response = BigIntegers.fromUnsignedByteArray(bytes, responseAt, P256.SCALAR_BYTES);
            if (response.compareTo(P256.ORDER) >= 0) {
                return Optional.empty();
            }
            return P256.decode(Arrays.copyOf(bytes, P256.POINT_BYTES))
                    .map(gamma -> new Proof(gamma, challenge, response));
        }

        byte[] encode() {
            var bytes = Arrays.copyOf(P256.encode(gamma), PROOF_BYTES);
            BigIntegers.asUnsignedByteArray(challenge, bytes, P256.POINT_BYTES, CHALLENGE_BYTES);
            var responseAt = P256.POINT_BYTES + CHALLENGE_BYTES;
            BigIntegers.asUnsignedByteArray(response, bytes, responseAt, P256.SCALAR_BYTES);
            return bytes;
        }

        /// The random output that this proof stands for (section 5.2), proven or not.
        Hash output() {
            var sha256 = Sha256.start();
            sha256.update(SUITE);
            sha256.update(PROOF_TO_HASH);
            sha256.update(P256.encode(gamma));
            sha256.update(BACK);
            return Hash.of(sha256.digest());
        }

        /// Checks the proof as section 5.3 prescribes.
        boolean proves(byte[] publicKey, ECPoint publicPoint, byte[] input) {
            var hashed = encodeToCurve(publicKey, input);
            var u =
                    ECAlgorithms.sumOfTwoMultiplies(
                            P256.BASE, response, publicPoint.negate(), challenge);
            var v = ECAlgorithms.sumOfTwoMultiplies(hashed, response, gamma.negate(), challenge);
            return challenge.equals(challengeOver(publicKey, hashed, gamma, u, v));
        }
    }

    /// Try and increment (section 5.4.1.1): the first counter whose hash is a point's x coordinate.
    /// Half of all hashes are, so 256 failures do not happen.
    static ECPoint encodeToCurve(byte[] publicKey, byte[] input) {
        var sha256 = Sha256.start();
        var candidate = new byte[P256.POINT_BYTES];
        candidate[0] = 0x02;
        for (int counter = 0; counter < 256; counter++) {
            sha256.update(SUITE);
            sha256.update(ENCODE_TO_CURVE);
            sha256.update(publicKey);
            sha256.update(input);
            sha256.update((byte) counter);
            sha256.update(BACK);
            System.arraycopy(sha256.digest(), 0, candidate, 1, P256.SCALAR_BYTES);
            var point = P256.decode(candidate);
            if (point.isPresent()) {
                return point.get();
            }
        }
        throw new IllegalStateException("no counter gives a point of the curve");
    }

    /// The challenge over five points (section 5.4.3).
    static BigInteger challengeOver(
            byte[] publicKey, ECPoint hashed, ECPoint gamma, ECPoint u, ECPoint v) {
        MessageDigest sha256 = Sha256.start();
        sha256.update(SUITE);
        sha256.update(CHALLENGE);
        sha256.update(publicKey);
        sha256.update(P256.encode(hashed));
        sha256.update(P256.encode(gamma));
        sha256.update(P256.encode(u));
        sha256.update(P256.encode(v));
        sha256.update(BACK);
        return BigIntegers.fromUnsignedByteArray(sha256.digest(), 0, CHALLENGE_BYTES);
    }
}
