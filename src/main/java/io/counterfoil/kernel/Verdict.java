package io.counterfoil.kernel;

/// The answer of a check: the evidence supports the claim, or it does not.
public sealed interface Verdict {

    /// The evidence supports the claim.
    record Proven() implements Verdict {}

    /// The evidence is well formed but does not support the claim.
    ///
    /// @param reason one plain clause
    record Refuted(String reason) implements Verdict {}

    /// The positive answer.
    static Verdict proven() {
        return new Proven();
    }

    /// The negative answer.
    static Verdict refuted(String reason) {
        return new Refuted(reason);
    }

    /// Proven if the condition holds, else refuted for the reason.
    static Verdict of(boolean holds, String reason) {
        return holds ? proven() : refuted(reason);
    }

    /// Whether the claim is proven.
    default boolean isProven() {
        return this instanceof Proven;
    }
}
