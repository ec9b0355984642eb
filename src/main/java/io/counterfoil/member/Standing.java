package io.counterfoil.member;

import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.NoteSignature;
import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.member.MemberStore.Batch;
import io.counterfoil.member.MemberStore.Family;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The checkpoints that a member holds, and whether it still trusts the log. Owned by the member's
/// one writing thread.
final class Standing {

    /// Past pending checkpoints that an upload may end at; a sender is seldom two behind.
    private static final int PENDING_MAX = 16;

    private static final byte[] MIRRORED = key("mirrored");
    private static final byte[] SERVED = key("served");
    private static final byte[] FROZEN = key("frozen");
    private static final byte[] FINAL_SEEN = key("final-seen");

    /// Begins the keys of pending checkpoints, which go on with the size.
    private static final byte PENDING = 'p';

    private final MemberStore store;

    /// Checkpoints with the log's lines, by size; never empty once the log was heard.
    private final TreeMap<Long, SignedNote> pending = new TreeMap<>();

    private @Nullable SignedNote mirrored;
    private @Nullable SignedNote served;
    private @Nullable String frozen;
    private long finalSeen;

    Standing(MemberStore store) {
        this.store = store;
        this.mirrored = note(MIRRORED);
        this.served = note(SERVED);
        byte @Nullable [] reason = store.get(Family.STATE, FROZEN);
        this.frozen = reason == null ? null : new String(reason, StandardCharsets.UTF_8);
        byte @Nullable [] seen = store.get(Family.STATE, FINAL_SEEN);
        this.finalSeen = seen == null ? 0 : ByteBuffer.wrap(seen).getLong();
        store.each(
                Family.STATE,
                new byte[] {PENDING, 0},
                new byte[] {PENDING, (byte) 0x80},
                (key, value) ->
                        pending.put(ByteBuffer.wrap(key).getLong(1), SignedNote.parse(value)));
    }

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] pendingKey(long size) {
        return ByteBuffer.allocate(1 + Long.BYTES).put(PENDING).putLong(size).array();
    }

    private @Nullable SignedNote note(byte[] key) {
        byte @Nullable [] note = store.get(Family.STATE, key);
        return note == null ? null : SignedNote.parse(note);
    }

    /// The pending checkpoint: the largest that the log showed.
    Optional<SignedNote> pending() {
        return pending.isEmpty() ? Optional.empty() : Optional.of(pending.lastEntry().getValue());
    }

    /// The size of the pending checkpoint; 0 before the first.
    long pendingSize() {
        return pending.isEmpty() ? 0 : pending.lastKey();
    }

    /// A checkpoint of this size that an upload may end at.
    Optional<SignedNote> target(long size) {
        return size == mirroredSize()
                ? Optional.ofNullable(mirrored)
                : Optional.ofNullable(pending.get(size));
    }

    /// The size of the mirror checkpoint; -1 before the first.
    long mirroredSize() {
        return size(mirrored);
    }

    private static long size(@Nullable SignedNote note) {
        return note == null ? -1 : Checkpoint.parse(note.text()).size();
    }

    /// The mirror checkpoint with the log's lines and the member's.
    Optional<SignedNote> served() {
        return Optional.ofNullable(served);
    }

    /// Every checkpoint held, with the log's lines.
    Stream<SignedNote> held() {
        return Stream.concat(Stream.ofNullable(mirrored), pending.values().stream());
    }

    /// Why the member signs nothing any more.
    Optional<String> frozen() {
        return Optional.ofNullable(frozen);
    }

    /// The size up to which a quorum has signed.
    long finalSeen() {
        return finalSeen;
    }

    /// Holds a larger pending checkpoint, durably.
    void hold(SignedNote note) {
        long size = size(note);
        try (Batch batch = store.batch()) {
            batch.put(Family.STATE, pendingKey(size), note.bytes());
            if (pending.size() >= PENDING_MAX) {
                batch.delete(Family.STATE, pendingKey(pending.firstKey()));
                pending.remove(pending.firstKey());
            }
            stage(batch);
            batch.writeDurably();
        }
        pending.put(size, note);
    }

    /// Notes that a quorum signed a checkpoint; kept with the next batch.
    void seeFinal(long size) {
        finalSeen = Math.max(finalSeen, size);
    }

    /// Puts what goes with every batch into one.
    void stage(Batch batch) {
        batch.put(Family.STATE, FINAL_SEEN, StoredLog.indexKey(finalSeen));
    }

    /// Moves the mirror checkpoint, durably, and with it every entry written before.
    ///
    /// @param lines the member's, which must not leave before this returned
    void mirror(SignedNote note, List<NoteSignature> lines) {
        long size = size(note);
        var signed = note.with(lines);
        try (Batch batch = store.batch()) {
            batch.put(Family.STATE, MIRRORED, note.bytes());
            batch.put(Family.STATE, SERVED, signed.bytes());
            pending.headMap(size).keySet().stream()
                    .filter(past -> past != pendingSize())
                    .forEach(past -> batch.delete(Family.STATE, pendingKey(past)));
            stage(batch);
            batch.writeDurably();
        }
        pending.headMap(Math.min(size, pendingSize())).clear();
        mirrored = note;
        served = signed;
    }

    /// Shows further or fresher lines on the mirror checkpoint; they may be lost in a crash, since
    /// they can be given again.
    void show(SignedNote signed) {
        try (Batch batch = store.batch()) {
            batch.put(Family.STATE, SERVED, signed.bytes());
            stage(batch);
            batch.write();
        }
        served = signed;
    }

    /// Stops signing for good.
    void freeze(String reason) {
        try (Batch batch = store.batch()) {
            batch.put(Family.STATE, FROZEN, reason.getBytes(StandardCharsets.UTF_8));
            batch.writeDurably();
        }
        frozen = reason;
    }
}
