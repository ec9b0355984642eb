package io.counterfoil.ledger;

import io.counterfoil.kernel.note.NoteKeys;
import io.counterfoil.kernel.note.NoteSignature;
import io.counterfoil.kernel.note.SignatureVerifiers;
import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.kernel.note.VerifierKey;
import java.util.List;

/// Checks what a member answered before it counts.
final class Lines {

    private Lines() {}

    /// Of the lines a member answered with, those by all the given keys.
    ///
    /// @return nothing unless every key has a valid line over the text: both algorithms or none
    static List<NoteSignature> counted(
            String text,
            List<NoteSignature> lines,
            List<VerifierKey> keys,
            SignatureVerifiers verifiers) {
        if (lines.isEmpty()) {
            return List.of();
        }
        return switch (new NoteKeys(keys, verifiers).open(new SignedNote(text, lines))) {
            case NoteKeys.Opening.Opened(var signers) when signers.size() == keys.size() ->
                    signers.stream().map(NoteKeys.Signed::line).toList();
            case NoteKeys.Opening.Opened _, NoteKeys.Opening.Rejected _ -> List.of();
        };
    }
}
