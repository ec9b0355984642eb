package io.counterfoil.invoice.rules;

/// What a finding does to the verdict.
public enum Severity {
    /// The invoice breaks a rule that it must keep.
    FATAL,
    /// The invoice should be otherwise, and is accepted all the same.
    WARNING,
    /// Something worth knowing.
    INFORMATION
}
