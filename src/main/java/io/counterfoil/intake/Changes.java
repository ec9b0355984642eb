package io.counterfoil.intake;

import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.counterfoil.platform.record.Records;
import io.counterfoil.platform.record.Records.Found;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Tells those who wait for a record what became of it: one query for all of them at each event.
@ApplicationScoped
class Changes {

    private static final Logger LOG = Logger.getLogger(Changes.class);
    private static final int IDS_PER_QUERY = 1000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Records records;
    private final int waitersMax;
    private final Map<UUID, Set<Consumer<Found>>> waiters = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /// An event came while a look was under way: look again.
    private final AtomicBoolean due = new AtomicBoolean();

    private final AtomicBoolean looking = new AtomicBoolean();

    Changes(Records records, IntakeConfig config) {
        this.records = records;
        this.waitersMax = config.waitersMax();
    }

    /// Tells of every look at a record, until cancelled. Whoever listens before the record is
    /// committed misses nothing.
    ///
    /// @throws ProblemException when too many wait
    Cancellable listen(UUID id, Consumer<Found> listener) {
        if (waiting.incrementAndGet() > waitersMax) {
            waiting.decrementAndGet();
            throw new ProblemException(
                            ProblemType.OVERLOADED, "Too many requests wait for a state.")
                    .retryAfter(RETRY_AFTER);
        }
        waiters.computeIfAbsent(id, _ -> ConcurrentHashMap.newKeySet()).add(listener);
        var cancelled = new AtomicBoolean();
        return () -> {
            if (cancelled.compareAndSet(false, true)) {
                waiting.decrementAndGet();
                forget(id, listener);
            }
        };
    }

    /// Looks at all records that are waited for; called at each event and from time to time.
    void look() {
        due.set(true);
        if (!waiters.isEmpty() && looking.compareAndSet(false, true)) {
            lookOnce();
        }
    }

    private void lookOnce() {
        due.set(false);
        // Deferred, so that a question that cannot even be asked fails like one without an answer.
        Uni.createFrom()
                .deferred(() -> lookAt(chunks(waiters.keySet()), 0))
                .subscribe()
                .with(
                        _ -> lookedAtAll(),
                        failure -> {
                            LOG.warnf("states could not be read reason=%s", failure.getMessage());
                            looking.set(false);
                        });
    }

    private void lookedAtAll() {
        looking.set(false);
        if (due.get()) {
            look();
        }
    }

    private Uni<Void> lookAt(List<List<UUID>> chunks, int next) {
        if (next == chunks.size()) {
            return Uni.createFrom().voidItem();
        }
        return records.find(chunks.get(next))
                .invoke(found -> found.forEach(this::tell))
                .chain(_ -> lookAt(chunks, next + 1));
    }

    private void tell(Found found) {
        waiters.getOrDefault(found.row().id(), Set.of())
                .forEach(listener -> listener.accept(found));
    }

    private void forget(UUID id, Consumer<Found> listener) {
        waiters.computeIfPresent(
                id,
                (_, listeners) -> {
                    listeners.remove(listener);
                    return listeners.isEmpty() ? null : listeners;
                });
    }

    private static List<List<UUID>> chunks(Collection<UUID> ids) {
        var all = new ArrayList<>(ids);
        var chunks = new ArrayList<List<UUID>>();
        for (var from = 0; from < all.size(); from += IDS_PER_QUERY) {
            chunks.add(all.subList(from, Math.min(all.size(), from + IDS_PER_QUERY)));
        }
        return chunks;
    }
}
