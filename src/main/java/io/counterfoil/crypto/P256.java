package io.counterfoil.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/// The curve NIST P-256, with Bouncy Castle's field arithmetic made for it.
final class P256 {

    /// Length of a scalar or a coordinate, in bytes.
    static final int SCALAR_BYTES = 32;

    /// Length of a compressed point, in bytes.
    static final int POINT_BYTES = 33;

    private static final X9ECParameters PARAMETERS = CustomNamedCurves.getByName("P-256");

    static final ECDomainParameters DOMAIN = new ECDomainParameters(PARAMETERS);

    static final BigInteger ORDER = DOMAIN.getN();

    static final ECPoint BASE = DOMAIN.getG();

    private P256() {}

    /// A scalar drawn evenly from 1 to the order less one.
    static BigInteger randomScalar(SecureRandom random) {
        return BigIntegers.createRandomInRange(
                BigInteger.ONE, ORDER.subtract(BigInteger.ONE), random);
    }

    /// Multiplies by a secret scalar, with table look-ups whose addresses do not depend on it.
    static ECPoint multiplySecretly(ECPoint point, BigInteger scalar) {
        return new FixedPointCombMultiplier().multiply(point, scalar).normalize();
    }

    /// The 33 bytes of SEC 1 section 2.3.3, compressed.
    static byte[] encode(ECPoint point) {
        return point.getEncoded(true);
    }

    /// Reads a compressed point; empty unless the bytes are the one encoding of a point of the
    /// curve other than the identity.
    static Optional<ECPoint> decode(byte[] bytes) {
        if (bytes.length != POINT_BYTES || (bytes[0] != 2 && bytes[0] != 3)) {
            return Optional.empty();
        }
        try {
            return Optional.of(DOMAIN.getCurve().decodePoint(bytes));
        } catch (IllegalArgumentException notOnTheCurve) {
            return Optional.empty();
        }
    }
}
