package io.counterfoil.member;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.SubtreeProof;
import io.counterfoil.kernel.merkle.Tile;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.mirror.EntryPackage;
import io.counterfoil.kernel.mirror.MirrorInfo;
import io.counterfoil.kernel.mirror.UploadHeader;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.NoteSignature;
import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.kernel.rule.Check;
import io.counterfoil.kernel.rule.Leaf;
import io.counterfoil.kernel.rule.Rules;
import io.counterfoil.member.UploadPipe.Piece.Packed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Takes entries: proves them, checks every rule again, stores them and signs (C2SP tlog-mirror,
/// `add-entries`). Owned by the member's one writing thread.
final class Mirroring {

    /// Entries that a sender may send again; more would be work for nothing.
    private static final long OVERLAP_MAX = 8L * Tile.WIDTH;

    private static final int UNPROCESSABLE = 422;
    private static final int UNAVAILABLE = 503;

    private final MemberStore store;
    private final LogCopy copy;
    private final Standing standing;
    private final Signatory signatory;
    private final Misconduct misconduct;
    private final Duration tolerance;

    /// @param tolerance by how much a time of receipt may be ahead of the member's clock
    Mirroring(
            MemberStore store,
            LogCopy copy,
            Standing standing,
            Signatory signatory,
            Misconduct misconduct,
            Duration tolerance) {
        this.store = store;
        this.copy = copy;
        this.standing = standing;
        this.signatory = signatory;
        this.misconduct = misconduct;
        this.tolerance = tolerance;
    }

    /// Whether an upload may begin.
    sealed interface Admission {

        /// It may; its packages are proven against this checkpoint, which the log signed.
        record Admitted(SignedNote note, Checkpoint checkpoint) implements Admission {}

        /// It may not.
        record Refused(Answer answer) implements Admission {}
    }

    /// Looks at an upload's header.
    Admission admit(UploadHeader header) {
        var refusal = misconduct.refusal();
        if (refusal.isPresent()) {
            return new Admission.Refused(refusal.get());
        }
        if (standing.pending().isEmpty()) {
            return new Admission.Refused(
                    Answer.refused(UNPROCESSABLE, "No checkpoint was ever pending here."));
        }
        var target = standing.target(header.end());
        if (target.isEmpty() || header.end() < standing.mirroredSize()) {
            return new Admission.Refused(Answer.otherUpload(info(standing.pendingSize())));
        }
        long next = copy.size();
        long again = Math.min(header.end(), next) - header.start();
        if (header.start() > next || again > OVERLAP_MAX) {
            return new Admission.Refused(Answer.otherUpload(info(header.end())));
        }
        return new Admission.Admitted(target.get(), Checkpoint.parse(target.get().text()));
    }

    /// Where the sender is to go on: with the checkpoint that it uses, if entries of it lack.
    MirrorInfo info(long uploadEnd) {
        long next = copy.size();
        long end = next <= uploadEnd ? uploadEnd : standing.pendingSize();
        // The last checkpoints are kept, so no ticket is needed to know one again.
        return new MirrorInfo(end, next, Bytes.of());
    }

    /// Stores a package's entries, unless they are stored already.
    ///
    /// @return why the upload ends here; nothing when it goes on
    Optional<Answer> take(Packed sent, Admission.Admitted target) {
        var refusal = misconduct.refusal();
        if (refusal.isPresent()) {
            return refusal;
        }
        EntryPackage entries = sent.entries();
        if (!isProven(sent, target.checkpoint)) {
            return Optional.of(
                    Answer.refused(UNPROCESSABLE, "The entries are not those of the checkpoint."));
        }
        int stored = (int) Math.min(copy.size() - entries.from(), entries.entries().count());
        if (stored < 0) {
            throw new IllegalStateException("an upload has overtaken the store");
        }
        List<byte[]> fresh = entries.entries().entries();
        fresh = fresh.subList(stored, fresh.size());
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        return switch (Rules.check(copy.prefix(), fresh)) {
            case Check.Broken(long index, String reason) ->
                    Optional.of(misconduct.breach(target.note, entries, index, reason));
            case Check.Kept(List<Leaf> leaves) -> store(leaves, sent.hashes());
        };
    }

    private boolean isProven(Packed sent, Checkpoint checkpoint) {
        EntryPackage entries = sent.entries();
        int known = (int) (entries.from() % Tile.WIDTH);
        int count = known + entries.entries().count();
        long bundle = entries.from() / Tile.WIDTH;
        Hash hash = copy.bundleHash(bundle, sent.hashes().content(), known, count);
        return new SubtreeProof(
                        bundle * Tile.WIDTH, entries.to(), checkpoint.size(), entries.proof())
                .verify(TreeHasher.sha256(), hash, checkpoint.root())
                .isProven();
    }

    private Optional<Answer> store(List<Leaf> leaves, LeafHashes hashes) {
        Optional<Answer> doubt = doubt(leaves);
        if (doubt.isPresent()) {
            return doubt;
        }
        try (var batch = store.batch()) {
            standing.stage(batch);
            int offset = (int) (copy.size() % Tile.WIDTH) * Hash.BYTES;
            copy.append(batch, leaves, hashes.content(), offset);
        }
        return Optional.empty();
    }

    /// Looks for entries that claim to come from the future, unless a quorum has vouched for them.
    private Optional<Answer> doubt(List<Leaf> leaves) {
        long latest = misconduct.now().plus(tolerance).toEpochMilli();
        return leaves.stream()
                .filter(leaf -> leaf.index() >= standing.finalSeen())
                .filter(leaf -> leaf.entry().receipt().orElse(0) > latest)
                .findFirst()
                .map(leaf -> doubted(leaf.index()));
    }

    private static Answer doubted(long index) {
        return Answer.refused(
                UNAVAILABLE,
                "The time of receipt at index %d is in the future by this member's clock."
                        .formatted(index));
    }

    /// Moves the mirror checkpoint to an upload's end, all of whose entries are stored, and signs.
    Answer commit(Admission.Admitted target) {
        var refusal = misconduct.refusal();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Checkpoint checkpoint = target.checkpoint;
        if (checkpoint.size() < standing.mirroredSize()) {
            return Answer.otherUpload(info(checkpoint.size()));
        }
        if (!copy.root(checkpoint.size()).equals(checkpoint.root())) {
            throw new IllegalStateException("the store does not hold what was proven");
        }
        Optional<Answer> behind = misconduct.behind(checkpoint);
        return behind.isPresent() ? behind.get() : sign(target);
    }

    /// The store, then the high-water record, then the answer: a line that left is remembered
    /// twice.
    private Answer sign(Admission.Admitted target) {
        List<NoteSignature> lines = signatory.prepare(Line.MIRROR, target.note);
        if (target.checkpoint.size() > standing.mirroredSize()) {
            standing.mirror(target.note, lines);
            signatory.commit(Line.MIRROR, target.note);
        } else {
            standing.show(ServedNote.replace(standing.served().orElse(target.note), lines));
        }
        return Answer.lines(lines);
    }
}
