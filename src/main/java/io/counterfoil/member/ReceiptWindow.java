package io.counterfoil.member;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Which times of receipt a member believes (`docs/decisions/receipt-window.md`).
///
/// An entry must not be newer than the member's clock, nor older than the clock, the newest entry
/// before it, or the beginning of the log's last silence, whichever is earliest; all with a
/// tolerance. So a backlog is worked off in its order and an outage is made up for, but a log that
/// was heard all along cannot date back. Owned by the member's one writing thread.
final class ReceiptWindow {

    /// What waited through a silence is believed this long after its end: a day's backlog.
    private static final Duration EXCUSED = Duration.ofDays(1);

    private static final int FIELDS = 4;

    private final long toleranceMillis;

    /// When the log last showed a checkpoint; 0 before the first.
    private long heard;

    /// The last time that nothing was heard for longer than the tolerance.
    private long silentFrom;

    private long silentTo;

    /// The latest time of receipt in the stored log; 0 before the first entry.
    private long newest;

    ReceiptWindow(Duration tolerance) {
        this.toleranceMillis = tolerance.toMillis();
    }

    /// Reads what [#encoded()] gave.
    static ReceiptWindow parse(Duration tolerance, byte[] encoded) {
        var window = new ReceiptWindow(tolerance);
        var buffer = ByteBuffer.wrap(encoded);
        window.heard = buffer.getLong();
        window.silentFrom = buffer.getLong();
        window.silentTo = buffer.getLong();
        window.newest = buffer.getLong();
        return window;
    }

    /// What a restart needs.
    byte[] encoded() {
        return ByteBuffer.allocate(FIELDS * Long.BYTES)
                .putLong(heard)
                .putLong(silentFrom)
                .putLong(silentTo)
                .putLong(newest)
                .array();
    }

    /// The log showed a checkpoint that it signed.
    void hear(Instant now) {
        long at = now.toEpochMilli();
        if (at - heard > toleranceMillis) {
            silentFrom = heard;
            silentTo = at;
        }
        heard = at;
    }

    /// An entry with this time was stored.
    void store(long receivedAt) {
        newest = Math.max(newest, receivedAt);
    }

    /// Why a time of receipt is not believed; empty when it is.
    Optional<String> doubt(long receivedAt, Instant now) {
        long at = now.toEpochMilli();
        if (receivedAt > at + toleranceMillis) {
            return Optional.of("is in the future");
        }
        return receivedAt < earliest(at) - toleranceMillis
                ? Optional.of("is long past")
                : Optional.empty();
    }

    private long earliest(long now) {
        long earliest = newest == 0 ? now : Math.min(now, newest);
        boolean excused = now - silentTo <= EXCUSED.toMillis();
        return excused ? Math.min(earliest, silentFrom) : earliest;
    }
}
