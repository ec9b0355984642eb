package io.counterfoil.member;

import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.mirror.EntryPackage;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.SignedNote;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// What keeps a member from signing: a log that broke its word, or a store that is behind what the
/// member signed. Owned by the member's one writing thread.
final class Misconduct {

    private static final Logger LOG = Logger.getLogger(Misconduct.class);

    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;

    private final LogCopy copy;
    private final Standing standing;
    private final Signatory signatory;
    private final Evidence evidence;
    private final Clock clock;

    /// Whether the copy was found to hold what the member once signed; from then on it only grows.
    private boolean confirmed;

    Misconduct(
            LogCopy copy, Standing standing, Signatory signatory, Evidence evidence, Clock clock) {
        this.copy = copy;
        this.standing = standing;
        this.signatory = signatory;
        this.evidence = evidence;
        this.clock = clock;
    }

    /// The member's time.
    Instant now() {
        return clock.instant();
    }

    /// What a frozen member answers to every submission.
    Optional<Answer> refusal() {
        return standing.frozen()
                .map(reason -> Answer.refused(FORBIDDEN, "This member is frozen: " + reason));
    }

    /// Freezes because the log signed two checkpoints that contradict each other.
    void fork(SignedNote known, SignedNote seen, String reason) {
        var one = Checkpoint.parse(known.text());
        var other = Checkpoint.parse(seen.text());
        String full =
                "the log forked (%s): size %d root %s, size %d root %s."
                        .formatted(
                                reason,
                                one.size(),
                                one.root().base64(),
                                other.size(),
                                other.root().base64());
        evidence.keepFork(known, seen, full, now());
        freeze(full);
    }

    /// Freezes because the log signed for entries that break a rule.
    ///
    /// @param target the checkpoint that the entries are proven in
    Answer breach(SignedNote target, EntryPackage entries, long index, String reason) {
        String full = "the log broke a rule at index %d: %s.".formatted(index, reason);
        evidence.keepBreach(target, entries, full, now());
        freeze(full);
        return Answer.refused(FORBIDDEN, "This member is frozen: " + full);
    }

    private void freeze(String reason) {
        standing.freeze(reason);
        LOG.errorf("Member is frozen and signs nothing more reason=%s", reason);
    }

    /// Why a checkpoint is not signed although all of it is stored: the member signed a larger one,
    /// and its store has not come up to it; or it has, with another root, and the member freezes.
    Optional<Answer> behind(Checkpoint checkpoint) {
        if (checkpoint.size() < signatory.size()) {
            return Optional.of(
                    Answer.refused(
                            UNAVAILABLE,
                            "This member once signed size %d and signs nothing smaller."
                                    .formatted(signatory.size())));
        }
        for (SignedNote signed : confirmed ? List.<SignedNote>of() : signatory.signed()) {
            var once = Checkpoint.parse(signed.text());
            Hash now = copy.root(once.size());
            if (!now.equals(once.root())) {
                fork(signed, standing.pending().orElseThrow(), "not what this member once signed");
                return refusal();
            }
        }
        confirmed = true;
        return Optional.empty();
    }

    /// Whether the store has less than the member signed.
    boolean isBehind() {
        return copy.size() < signatory.size();
    }
}
