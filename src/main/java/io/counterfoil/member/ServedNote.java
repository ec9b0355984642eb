package io.counterfoil.member;

import io.counterfoil.kernel.note.NoteSignature;
import io.counterfoil.kernel.note.SignedNote;
import java.util.List;
import java.util.stream.Stream;

/// The note that a member serves: fresher lines of a key take the place of its older ones.
final class ServedNote {

    private ServedNote() {}

    /// The note with these lines, each key having one.
    static SignedNote replace(SignedNote note, List<NoteSignature> lines) {
        var kept =
                note.signatures().stream()
                        .filter(old -> lines.stream().noneMatch(line -> isOfOneKey(old, line)));
        return new SignedNote(note.text(), Stream.concat(kept, lines.stream()).toList());
    }

    private static boolean isOfOneKey(NoteSignature one, NoteSignature other) {
        return one.name().equals(other.name()) && one.keyId() == other.keyId();
    }
}
