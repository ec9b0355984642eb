package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.note.SignatureVerifiers;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/// Checks each signature once: what was found true is remembered for a while.
///
/// A checkpoint's lines come by several times, with each round of the agreement and with each proof
/// that stands on it, and their checks are most of what both cost. Only the SHA-256 of key, message
/// and signature is kept, and only of signatures that are true, so nobody can fill the memory with
/// false ones. Safe for use by many threads; who asks for what another is just checking waits for
/// it.
public final class RememberedSignatures implements SignatureVerifiers {

    /// A round of the agreement has some twenty lines, a proof eight.
    private static final int OF_THIS_PROCESS_MAX = 4096;

    private static final SignatureVerifiers OF_THIS_PROCESS =
            new RememberedSignatures(new FastSignatureVerifiers(), OF_THIS_PROCESS_MAX);

    private final SignatureVerifiers verifiers;
    private final Map<Bytes, Boolean> known;
    private final Map<Bytes, CompletableFuture<Boolean>> underWay = new ConcurrentHashMap<>();

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

    /// What all parts of this process share: whether a signature is true depends on its bytes
    /// alone, never on who asks. Members in processes of their own find out for themselves.
    public static SignatureVerifiers ofThisProcess() {
        return OF_THIS_PROCESS;
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
        if (isKnown(name)) {
            return true;
        }
        var mine = new CompletableFuture<Boolean>();
        var others = underWay.putIfAbsent(name, mine);
        return others != null ? others.join() : find(name, check, mine);
    }

    private boolean find(Bytes name, BooleanSupplier check, CompletableFuture<Boolean> found) {
        try {
            var isTrue = check.getAsBoolean();
            if (isTrue) {
                remember(name);
            }
            found.complete(isTrue);
            return isTrue;
        } catch (RuntimeException e) {
            found.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(name);
        }
    }

    private boolean isKnown(Bytes name) {
        synchronized (known) {
            return known.get(name) != null;
        }
    }

    private void remember(Bytes name) {
        synchronized (known) {
            known.put(name, true);
        }
    }

    /// The lengths go in, so that no other three parts run together to the same bytes.
    private static Bytes name(String algorithm, byte[] key, byte[] message, byte[] signature) {
        var lengths = ByteBuffer.allocate(3 * Integer.BYTES);
        lengths.putInt(key.length).putInt(message.length).putInt(signature.length);
        return Bytes.of(
                Sha256.of(algorithm.getBytes(US_ASCII), lengths.array(), key, message, signature));
    }
}
