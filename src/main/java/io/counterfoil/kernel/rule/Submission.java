package io.counterfoil.kernel.rule;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.RefusalCode;
import io.counterfoil.kernel.entry.UnknownEntryException;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.TreeHasher;
import java.util.Optional;

/// A record's bytes as they came, with what they say.
final class Submission {

    /// The most bytes of a refusal's frame: map, version, kind, code, length of the carried bytes
    /// and index of the colliding leaf.
    private static final int FRAME_BYTES_MAX = 24;

    private final byte[] content;
    private final Reading reading;

    private Submission(byte[] content, Reading reading) {
        this.content = content;
        this.reading = reading;
    }

    /// What the bytes of a record say.
    sealed interface Reading {

        /// They are an entry.
        record Entered(Entry entry) implements Reading {}

        /// They are none that the rules in force know.
        record Failed(RefusalCode code) implements Reading {}
    }

    static Submission of(byte[] content) {
        return new Submission(content, read(content));
    }

    private static Reading read(byte[] content) {
        if (content.length > Entry.BYTES_MAX) {
            return new Reading.Failed(RefusalCode.TOO_LARGE);
        }
        try {
            return new Reading.Entered(Entry.parse(content));
        } catch (UnknownEntryException e) {
            return new Reading.Failed(e.code());
        } catch (MalformedException _) {
            return new Reading.Failed(RefusalCode.MALFORMED);
        }
    }

    /// The record that a leaf carries, if the leaf is a refusal.
    static Optional<Bytes> refusedBy(byte[] leaf) {
        if (leaf.length > Entry.BYTES_MAX + FRAME_BYTES_MAX || !Entry.startsAsRefusal(leaf)) {
            return Optional.empty();
        }
        try {
            return Entry.parse(leaf) instanceof Entry.Refusal(_, var refused, _)
                    ? Optional.of(refused)
                    : Optional.empty();
        } catch (MalformedException | UnknownEntryException _) {
            return Optional.empty();
        }
    }

    byte[] content() {
        return content;
    }

    Reading reading() {
        return reading;
    }

    /// The bytes that a refusal carries; of a record that is too large its beginning, which shows
    /// that it is.
    Bytes carried() {
        return Bytes.of(content, 0, Math.min(content.length, Entry.Refusal.REFUSED_BYTES_MAX));
    }

    Hash leafHash() {
        return TreeHasher.sha256().leaf(content);
    }
}
