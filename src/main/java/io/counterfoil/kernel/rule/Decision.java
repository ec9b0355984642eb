package io.counterfoil.kernel.rule;

/// What the rules make of one record.
public sealed interface Decision {

    /// The record is the leaf.
    record Accepted(Leaf leaf) implements Decision {}

    /// The record broke a rule; the leaf is the refusal that carries it.
    record Refused(Leaf leaf) implements Decision {}

    /// The same bytes stand in the log already; no second leaf.
    ///
    /// @param index where they stand
    record Duplicate(long index) implements Decision {}

    /// The log has no genesis yet, and the record is none for it; no leaf, because index 0 is kept
    /// for the genesis.
    record Dropped(String reason) implements Decision {}
}
