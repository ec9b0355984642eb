package io.counterfoil.kernel.note;

import java.util.ArrayList;
import java.util.List;

/// The keys that a reader of notes knows, and how it checks their signatures.
public final class NoteKeys {

    private final List<VerifierKey> keys;
    private final SignatureVerifiers verifiers;

    /// Knows these keys and no others.
    public NoteKeys(List<VerifierKey> keys, SignatureVerifiers verifiers) {
        this.keys = List.copyOf(keys);
        this.verifiers = verifiers;
    }

    /// What opening a note gives.
    public sealed interface Opening {

        /// Every line by a known key is valid, and there is at least one.
        record Opened(List<Signed> signers) implements Opening {}

        /// The text must be treated as absent.
        ///
        /// @param badKnownLine whether a line by a known key did not verify; else no key was known
        record Rejected(String reason, boolean badKnownLine) implements Opening {}
    }

    /// A valid line.
    public record Signed(VerifierKey key, NoteSignature line) {

        /// The cosigner's time in POSIX seconds; zero for a key whose signatures carry none.
        public long seconds() {
            return key.type().isTimed() ? Cosignature.parse(line.signature()).seconds() : 0;
        }
    }

    /// Checks the lines by known keys; all others are ignored, as the format demands.
    ///
    /// A second line by the same key is checked but not reported.
    public Opening open(SignedNote note) {
        var signers = new ArrayList<Signed>();
        for (NoteSignature line : note.signatures()) {
            for (VerifierKey key : keys) {
                if (!key.claims(line)) {
                    continue;
                }
                if (!key.verify(note.text(), line.signature(), verifiers)) {
                    return new Opening.Rejected("the signature by " + key.name() + " fails", true);
                }
                if (signers.stream().noneMatch(known -> known.key().equals(key))) {
                    signers.add(new Signed(key, line));
                }
            }
        }
        return signers.isEmpty()
                ? new Opening.Rejected("no known key signed the note", false)
                : new Opening.Opened(List.copyOf(signers));
    }
}
