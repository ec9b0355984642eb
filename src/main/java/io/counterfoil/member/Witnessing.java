package io.counterfoil.member;

import io.counterfoil.kernel.merkle.ConsistencyProof;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.NoteSignature;
import io.counterfoil.kernel.note.SignedNote;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Takes checkpoints: a larger one becomes the pending checkpoint, one that carries a quorum's
/// mirror lines gets this member's final lines (C2SP tlog-witness and tlog-mirror,
/// `add-checkpoint`).
///
/// Owned by the member's one writing thread.
final class Witnessing {

    private static final int BAD_REQUEST = 400;
    private static final int UNPROCESSABLE = 422;

    private final LogCopy copy;
    private final Standing standing;
    private final Signatory signatory;
    private final Misconduct misconduct;

    Witnessing(LogCopy copy, Standing standing, Signatory signatory, Misconduct misconduct) {
        this.copy = copy;
        this.standing = standing;
        this.signatory = signatory;
        this.misconduct = misconduct;
    }

    /// A checkpoint that the log signed, as it was offered.
    ///
    /// @param oldSize what the sender believes to be the pending size
    /// @param note with the log's lines alone
    /// @param prepared whether a quorum's mirror lines came with it
    /// @param isFinal whether a quorum's final lines came with it
    record Offer(
            long oldSize,
            List<Hash> proof,
            Checkpoint checkpoint,
            SignedNote note,
            boolean prepared,
            boolean isFinal) {}

    /// Answers an offer, in the order of checks that the protocol's reference has.
    Answer take(Offer offer) {
        var refusal = misconduct.refusal();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Checkpoint checkpoint = offer.checkpoint;
        contradiction(checkpoint)
                .ifPresent(known -> misconduct.fork(known, offer.note, "two checkpoints differ"));
        long known = standing.pendingSize();
        if (offer.oldSize > checkpoint.size()) {
            return Answer.refused(BAD_REQUEST, "The old size is beyond the checkpoint's.");
        }
        if (offer.oldSize != known) {
            return Answer.otherSize(known);
        }
        Optional<String> inconsistent = inconsistency(offer);
        if (inconsistent.isPresent()) {
            return Answer.refused(UNPROCESSABLE, inconsistent.get());
        }
        if (standing.frozen().isPresent()) {
            return misconduct.refusal().orElseThrow();
        }
        hear(offer);
        return checkpoint.size() == standing.mirroredSize() && offer.prepared
                ? finish(offer)
                : Answer.lines(List.of());
    }

    private Optional<String> inconsistency(Offer offer) {
        Checkpoint checkpoint = offer.checkpoint;
        var hasher = TreeHasher.sha256();
        if (checkpoint.size() == 0 && !checkpoint.root().equals(hasher.empty())) {
            return Optional.of("An empty tree has another root.");
        }
        if (offer.oldSize == 0) {
            return offer.proof.isEmpty()
                    ? Optional.empty()
                    : Optional.of("From size 0 there is nothing to prove.");
        }
        Hash old = Checkpoint.parse(standing.pending().orElseThrow().text()).root();
        var proof = new ConsistencyProof(offer.oldSize, checkpoint.size(), offer.proof);
        return proof.verify(hasher, old, checkpoint.root()).isProven()
                ? Optional.empty()
                : Optional.of("The checkpoint does not continue the one this member holds.");
    }

    private void hear(Offer offer) {
        if (offer.isFinal) {
            standing.seeFinal(offer.checkpoint.size());
        }
        if (standing.pending().isEmpty() || offer.checkpoint.size() > standing.pendingSize()) {
            standing.hold(offer.note);
        }
    }

    private Answer finish(Offer offer) {
        Optional<Answer> behind = misconduct.behind(offer.checkpoint);
        if (behind.isPresent()) {
            return behind.get();
        }
        List<NoteSignature> lines = signatory.prepare(Line.FINAL, offer.note);
        signatory.commit(Line.FINAL, offer.note);
        standing.show(ServedNote.replace(standing.served().orElse(offer.note), lines));
        return Answer.lines(lines);
    }

    /// A checkpoint by the log that cannot be true if the given one is.
    private Optional<SignedNote> contradiction(Checkpoint checkpoint) {
        long size = checkpoint.size();
        Optional<SignedNote> sameSize =
                Stream.concat(standing.held(), signatory.signed().stream())
                        .filter(note -> Checkpoint.parse(note.text()).size() == size)
                        .findFirst();
        if (sameSize.isPresent()) {
            return sameSize.filter(note -> !Checkpoint.parse(note.text()).equals(checkpoint));
        }
        boolean stored = size > 0 && size <= copy.size();
        return stored && !copy.root(size).equals(checkpoint.root())
                ? standing.pending()
                : Optional.empty();
    }
}
