package io.counterfoil.kernel.proof;

import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.VerifierKey;
import java.util.List;
import java.util.Optional;

/// What each step of a proof's verification found, in the order they were made.
///
/// @param steps one result a step; all of [Step], also after a failure
/// @param logKeys the log's keys whose signatures are valid
/// @param witnesses the valid cosignatures by witnesses of the policy
public record ProofReport(
        List<Result> steps,
        Optional<Checkpoint> checkpoint,
        List<VerifierKey> logKeys,
        List<Witnessed> witnesses) {

    /// Copies the lists.
    public ProofReport {
        steps = List.copyOf(steps);
        logKeys = List.copyOf(logKeys);
        witnesses = List.copyOf(witnesses);
    }

    /// What has to hold.
    public enum Step {
        /// The checkpoint inside is one.
        CHECKPOINT("the checkpoint is well formed"),
        /// Every signature by a key of the policy is valid.
        SIGNATURES("every signature by a known key is valid"),
        /// A log of the policy with this origin signed it.
        LOG("a log that the policy names signed the checkpoint"),
        /// The witnesses that signed meet the policy's quorum.
        QUORUM("the witnesses that signed are a quorum"),
        /// The path leads from the leaf to the checkpoint's root.
        INCLUSION("the leaf stands in the tree of the checkpoint");

        private final String claim;

        Step(String claim) {
            this.claim = claim;
        }

        /// What the step proves, as a clause.
        public String claim() {
            return claim;
        }
    }

    /// How a step ended.
    public sealed interface Result {

        /// Which one.
        Step step();

        /// It holds.
        record Passed(Step step) implements Result {}

        /// It does not.
        record Failed(Step step, String reason) implements Result {}

        /// It could not be tried because an earlier one failed.
        record Skipped(Step step) implements Result {}
    }

    /// A witness of the policy that signed.
    ///
    /// @param name its name in the policy
    /// @param seconds its time, POSIX; zero when its signature carries none
    public record Witnessed(String name, VerifierKey key, long seconds) {}

    /// Whether every step holds.
    public boolean isProven() {
        return steps.stream().allMatch(Result.Passed.class::isInstance);
    }

    /// Whether all that fails is that the policy does not know the signers: the file is consistent,
    /// but not signed by anybody that the reader trusts.
    public boolean isConsistentButUntrusted() {
        return !isProven()
                && steps.stream()
                        .allMatch(result ->
                                switch (result) {
                                    case Result.Passed _ -> true;
                                    case Result.Skipped _ -> false;
                                    case Result.Failed(var step, _) ->
                                            step == Step.LOG || step == Step.QUORUM;
                                });
    }

    /// The first step that failed.
    public Optional<Result.Failed> failure() {
        return steps.stream()
                .filter(Result.Failed.class::isInstance)
                .map(Result.Failed.class::cast)
                .findFirst();
    }
}
