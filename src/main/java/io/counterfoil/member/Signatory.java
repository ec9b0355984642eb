package io.counterfoil.member;

import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.NoteSignature;
import io.counterfoil.kernel.note.SignedNote;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Signs, and never forgets what it signed: no line leaves before its high-water record is durable.
final class Signatory implements Closeable {

    private final MemberKeys keys;
    private final Map<Line, HighWater> records;
    private final Clock clock;

    private Signatory(MemberKeys keys, Map<Line, HighWater> records, Clock clock) {
        this.keys = keys;
        this.records = records;
        this.clock = clock;
    }

    /// @param directory where the high-water records lie, a file for each line
    /// @param signed whether the member has signed before, and must have records
    static Signatory open(MemberKeys keys, Path directory, Clock clock, boolean signed)
            throws IOException {
        var records = new EnumMap<Line, HighWater>(Line.class);
        for (Line line : Line.values()) {
            records.put(line, HighWater.open(directory.resolve(line.key()), signed));
        }
        return new Signatory(keys, records, clock);
    }

    /// The largest checkpoints signed, one a line.
    Collection<SignedNote> signed() {
        return records.values().stream().map(HighWater::note).flatMap(Optional::stream).toList();
    }

    /// The largest size signed; -1 before the first.
    long size() {
        return records.values().stream().mapToLong(HighWater::size).max().orElse(-1);
    }

    /// The largest size signed with a line; -1 before the first.
    long size(Line line) {
        return record(line).size();
    }

    /// Fresh lines of both keys that must not leave yet.
    List<NoteSignature> prepare(Line line, SignedNote note) {
        return keys.sign(line, note.text(), clock.instant());
    }

    /// Makes durable that a checkpoint was signed; after that its lines may leave.
    ///
    /// @param note the checkpoint with the log's lines
    void commit(Line line, SignedNote note) {
        var known = record(line).checkpoint();
        var checkpoint = Checkpoint.parse(note.text());
        if (known.filter(other -> isContradicted(other, checkpoint)).isPresent()) {
            throw new IllegalStateException("a second root of one size must not be signed");
        }
        try {
            record(line).raise(note);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Brings the mirror line's record up to a checkpoint that the store says was signed.
    void remember(SignedNote mirrored) {
        if (Checkpoint.parse(mirrored.text()).size() > size(Line.MIRROR)) {
            commit(Line.MIRROR, mirrored);
        }
    }

    private static boolean isContradicted(Checkpoint known, Checkpoint other) {
        return other.size() < known.size()
                || (other.size() == known.size() && !other.equals(known));
    }

    private HighWater record(Line line) {
        HighWater record = records.get(line);
        if (record == null) {
            throw new IllegalStateException("each line has a record");
        }
        return record;
    }

    @Override
    public void close() throws IOException {
        for (HighWater record : records.values()) {
            record.close();
        }
    }
}
