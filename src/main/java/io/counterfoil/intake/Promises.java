package io.counterfoil.intake;

import io.counterfoil.kernel.entry.Promise;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.note.NoteSigner;
import io.counterfoil.kernel.note.SignedNote;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Signs promises. The signature is deterministic, so the same records always get the same note: a
/// promise need not be kept to be given again.
final class Promises {

    private final String origin;
    private final NoteSigner signer;
    private final Duration within;

    /// @param within time from acceptance to the deadline
    Promises(String origin, NoteSigner signer, Duration within) {
        this.origin = origin;
        this.signer = signer;
        this.within = within;
    }

    /// The promise for entries that were accepted together, in their order.
    ///
    /// @param acceptedAt milliseconds since 1970
    String sign(List<Hash> leaves, long acceptedAt) {
        var promise =
                new Promise(
                        origin,
                        leaves.size(),
                        Promise.rootOf(leaves),
                        acceptedAt,
                        acceptedAt + within.toMillis());
        var text = promise.text();
        var line = signer.sign(text, Instant.ofEpochMilli(acceptedAt));
        return new SignedNote(text, List.of(line)).print();
    }

    /// The leaf hash of an entry.
    static Hash leaf(Buffer entry) {
        return TreeHasher.sha256().leaf(entry.getBytes());
    }
}
