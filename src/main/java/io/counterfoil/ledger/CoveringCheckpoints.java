package io.counterfoil.ledger;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongFunction;

/// The first final checkpoint over each leaf, kept in memory once it was asked for: what is
/// published never changes, and thousands of leaves share one.
final class CoveringCheckpoints {

    /// Some 15 KB each.
    private static final int KEPT_MAX = 512;

    private final LongFunction<Uni<Optional<Span>>> store;
    private final ConcurrentNavigableMap<Long, Span> spans = new ConcurrentSkipListMap<>();

    /// @param store finds the span of a leaf's index, see [HeadStore#covering]
    CoveringCheckpoints(LongFunction<Uni<Optional<Span>>> store) {
        this.store = store;
    }

    /// The leaves that have a checkpoint as the first one over them.
    ///
    /// @param from size of the final checkpoint before, the first leaf that this one adds
    record Span(long from, Published published) {

        boolean has(long index) {
            return from <= index && index < published.size();
        }
    }

    /// The checkpoint that a leaf's proof is given under; nothing while none is final.
    Uni<Optional<Published>> over(long index) {
        var known = spans.floorEntry(index);
        if (known != null && known.getValue().has(index)) {
            return Uni.createFrom().item(Optional.of(known.getValue().published()));
        }
        return store.apply(index).map(found -> found.map(this::keep));
    }

    private Published keep(Span span) {
        if (spans.size() >= KEPT_MAX) {
            spans.pollFirstEntry();
        }
        spans.put(span.from(), span);
        return span.published();
    }
}
