package io.counterfoil.evidence;

import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.merkle.Hash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What verifying a package found, step by step along the link from the document to the signatures
/// and the dates.
///
/// @param steps all of them, in their order, also after a failure
/// @param ignored the parts on which nothing rests, with the reason
/// @param facts what is known when all parts could be read
public record PackageReport(
        Conclusion conclusion, List<Step> steps, List<String> ignored, Optional<Facts> facts) {

    /// Keeps copies.
    public PackageReport {
        steps = List.copyOf(steps);
        ignored = List.copyOf(ignored);
    }

    /// What it all comes to.
    public enum Conclusion {
        /// Every step holds, by signers and authorities that the reader trusts.
        PROVEN,
        /// Every step holds, but only by the package's own word about who its signers are.
        UNTRUSTED,
        /// At least one step fails.
        BROKEN
    }

    /// One link of the chain.
    ///
    /// @param name short and stable, such as `document` or `time-stamp-001`
    /// @param claim what holds when the step passes
    public record Step(String name, String claim, Finding finding) {}

    /// How a step ended.
    public sealed interface Finding {

        /// It holds.
        record Passed(String detail) implements Finding {}

        /// It holds by the word of somebody whom the reader does not trust.
        record Untrusted(String detail) implements Finding {}

        /// It does not hold.
        record Failed(String reason) implements Finding {}

        /// There was nothing to check, or what it builds on could not be read.
        record Skipped(String reason) implements Finding {}
    }

    /// The facts of the record.
    ///
    /// @param receivedAt when the operator says that it took the record in
    /// @param signers the witnesses of the policy whose cosignatures are valid
    public record Facts(
            EntryId id,
            String log,
            long index,
            long size,
            Instant receivedAt,
            Optional<String> document,
            Optional<Hash> sha256,
            List<Signer> signers,
            List<Dated> dates) {

        /// Keeps copies.
        public Facts {
            signers = List.copyOf(signers);
            dates = List.copyOf(dates);
        }
    }

    /// A cosigner and its time.
    public record Signer(String name, Instant at) {}

    /// An authority and the time that its token states.
    public record Dated(String authority, Instant at) {}

    /// The first step that failed.
    public Optional<Step> failure() {
        return steps.stream().filter(step -> step.finding() instanceof Finding.Failed).findFirst();
    }
}
