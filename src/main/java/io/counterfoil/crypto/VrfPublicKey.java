package io.counterfoil.crypto;

import io.counterfoil.kernel.merkle.Hash;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.math.ec.ECPoint;

/// The public half of a verifiable random function ECVRF-P256-SHA256-TAI (RFC 9381 section 5, suite
/// 01).
///
/// Whoever holds an input and a proof can check the one output that belongs to them; nobody without
/// the secret key can compute outputs, so nobody can try inputs out.
public final class VrfPublicKey {

    /// Length of a key, in bytes: one compressed point.
    public static final int BYTES = P256.POINT_BYTES;

    /// Length of a proof, in bytes.
    public static final int PROOF_BYTES = Ecvrf.PROOF_BYTES;

    private final byte[] bytes;
    private final ECPoint point;

    private VrfPublicKey(byte[] bytes, ECPoint point) {
        this.bytes = bytes;
        this.point = point;
    }

    /// Reads the 33 bytes of a compressed point.
    ///
    /// @throws IllegalArgumentException when they are not a point of the curve
    public static VrfPublicKey of(byte[] bytes) {
        var point = P256.decode(bytes);
        if (point.isEmpty()) {
            throw new IllegalArgumentException("a VRF public key is a compressed point of P-256");
        }
        return new VrfPublicKey(bytes.clone(), point.get());
    }

    /// The 33 bytes of the compressed point.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// The output that the proof proves for this input, or empty when it proves none.
    ///
    /// @param proof 81 bytes; anything that is not the one encoding of a proof proves nothing
    public Optional<Hash> verify(byte[] input, byte[] proof) {
        return Ecvrf.Proof.decode(proof)
                .filter(parts -> parts.proves(bytes, point, input))
                .map(Ecvrf.Proof::output);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VrfPublicKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "VrfPublicKey[%s]".formatted(HexFormat.of().formatHex(bytes));
    }
}
