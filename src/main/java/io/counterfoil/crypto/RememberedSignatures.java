package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.note.SignatureVerifiers;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Checks each signature once: what was found true is remembered for a while.
///
/// A checkpoint's lines come by several times, with each round of the agreement and with each proof
/// that stands on it, and their checks are most of what both cost. Only the SHA-256 of key, message
/// and signature is kept, and only of signatures that are true, so nobody can fill the memory with
/// false ones. Safe for use by many threads.
public final class RememberedSignatures implements SignatureVerifiers {

    private final SignatureVerifiers verifiers;
    private final Map<Bytes, Boolean> known;

    /// @param countMax how many are remembered, the latest used
    public RememberedSignatures(SignatureVerifiers verifiers, int countMax) {
        this.verifiers = verifiers;
        this.known =
                new LinkedHashMap<>(countMax, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<Bytes, Boolean> eldest) {
                        return size() > countMax;
                    }
                };
    }

    @Override
    public boolean ed25519(byte[] publicKey, byte[] message, byte[] signature) {
        return once(
                name("ed25519", publicKey, message, signature),
                () -> verifiers.ed25519(publicKey, message, signature));
    }

    @Override
    public boolean mlDsa44(byte[] publicKey, byte[] message, byte[] signature) {
        return once(
                name("ml-dsa-44", publicKey, message, signature),
                () -> verifiers.mlDsa44(publicKey, message, signature));
    }

    @Override
    public boolean ecdsaP256(byte[] publicKey, byte[] message, byte[] signature) {
        return once(
                name("ecdsa-p256", publicKey, message, signature),
                () -> verifiers.ecdsaP256(publicKey, message, signature));
    }

    private boolean once(Bytes name, BooleanSupplier check) {
        synchronized (known) {
            if (known.get(name) != null) {
                return true;
            }
        }
        var isTrue = check.getAsBoolean();
        if (isTrue) {
            synchronized (known) {
                known.put(name, true);
            }
        }
        return isTrue;
    }

    /// The lengths go in, so that no other three parts run together to the same bytes.
    private static Bytes name(String algorithm, byte[] key, byte[] message, byte[] signature) {
        var lengths = ByteBuffer.allocate(3 * Integer.BYTES);
        lengths.putInt(key.length).putInt(message.length).putInt(signature.length);
        return Bytes.of(
                Sha256.of(algorithm.getBytes(US_ASCII), lengths.array(), key, message, signature));
    }
}
