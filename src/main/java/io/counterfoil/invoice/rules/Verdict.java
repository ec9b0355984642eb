package io.counterfoil.invoice.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was checked, by which rules, and what was found.
public record Verdict(List<Check> checks, List<Finding> findings) {

    public Verdict {
        checks = List.copyOf(checks);
        findings = List.copyOf(findings);
    }

    /// The answer in one word.
    public enum Outcome {
        /// Every rule set that was asked for ran, and no rule is broken.
        VALID,
        /// A rule is broken.
        INVALID,
        /// A rule set could not run, so nothing can be promised; never to be read as valid.
        NOT_CHECKED
    }

    /// One rule set that ran, or did not.
    ///
    /// @param ruleSet `EN 16931`, or the identifier of a specification that is not known
    /// @param hash SHA-256, in hex, of all that the rule set consists of; empty when it is unknown
    /// @param notChecked why it could not run; `null` when it ran
    public record Check(String ruleSet, String version, String hash, @Nullable String notChecked) {}

    /// The answer in one word; a broken rule counts even where another set could not run.
    public Outcome outcome() {
        if (findings.stream().anyMatch(finding -> finding.severity() == Severity.FATAL)) {
            return Outcome.INVALID;
        }
        return checks.isEmpty() || checks.stream().anyMatch(check -> check.notChecked() != null)
                ? Outcome.NOT_CHECKED
                : Outcome.VALID;
    }
}
