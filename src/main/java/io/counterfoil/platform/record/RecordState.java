package io.counterfoil.platform.record;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What became of a record, each step with its time; later steps exist only after earlier ones.
///
/// @param promisedAt when intake had committed it, by our own clock
/// @param leaf its leaf, once it has one
/// @param agreed the first final checkpoint that covers the leaf
/// @param dates the time-stamp tokens that cover it, outside ones first
public record RecordState(
        Instant promisedAt, Optional<Leaf> leaf, Optional<Agreed> agreed, List<Date> dates) {

    /// The states in the order in which a record goes through them; `refused` ends it.
    public enum Name {
        PROMISED,
        LOGGED,
        FINAL,
        DATED,
        REFUSED;

        /// The name in answers and events.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The record's place in the log.
    ///
    /// @param at when the log signed the first checkpoint that covers it; empty for a moment
    /// @param refusal the code of the rule that refused it, when the leaf is a refusal
    public record Leaf(long index, Optional<Instant> at, Optional<Integer> refusal) {}

    /// A checkpoint with a quorum's signatures.
    public record Agreed(long size, Instant at) {}

    /// A time-stamp token over the batch that holds the record.
    ///
    /// @param outside false for our own clock
    public record Date(String authority, boolean outside, Instant at) {}

    public RecordState {
        dates = List.copyOf(dates);
    }

    /// The furthest state reached. A refusal counts once it is final: before that it may not hold.
    public Name name() {
        if (agreed.isEmpty()) {
            return leaf.isPresent() ? Name.LOGGED : Name.PROMISED;
        }
        if (leaf.flatMap(Leaf::refusal).isPresent()) {
            return Name.REFUSED;
        }
        return dates.stream().anyMatch(Date::outside) ? Name.DATED : Name.FINAL;
    }

    /// Whether nothing more will happen.
    public boolean isLast() {
        return switch (name()) {
            case PROMISED, LOGGED, FINAL -> false;
            case DATED, REFUSED -> true;
        };
    }

    /// Whether a quorum has agreed on what became of it.
    public boolean isFinal() {
        return agreed.isPresent();
    }
}
