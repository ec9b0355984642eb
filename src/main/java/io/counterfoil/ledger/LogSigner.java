package io.counterfoil.ledger;

import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.NoteSigner;
import io.counterfoil.kernel.note.SignedNote;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/// Signs the log's checkpoints with all of the log's keys, and never two trees of one size.
final class LogSigner {

    private final List<NoteSigner> keys;
    private final HighWater highWater;
    private final Clock clock;

    LogSigner(List<? extends NoteSigner> keys, HighWater highWater, Clock clock) {
        this.keys = List.copyOf(keys);
        this.highWater = highWater;
        this.clock = clock;
    }

    /// Signs a checkpoint, after the record of the highest one has it durably.
    SignedNote sign(Checkpoint checkpoint) throws IOException {
        highWater.raise(checkpoint);
        var now = clock.instant();
        var lines = keys.stream().map(key -> key.sign(checkpoint.text(), now)).toList();
        return new SignedNote(checkpoint.text(), lines);
    }
}
