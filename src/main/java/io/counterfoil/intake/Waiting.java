package io.counterfoil.intake;

import io.counterfoil.platform.record.Records.Found;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// A request that wants to know when its record is final; begun before the record is committed, so
/// that it misses nothing.
final class Waiting {

    private final CompletableFuture<Found> done = new CompletableFuture<>();
    private final Cancellable listening;

    private Waiting(Changes changes, UUID record) {
        this.listening =
                changes.listen(
                        record,
                        found -> {
                            if (found.state().isFinal()) {
                                done.complete(found);
                            }
                        });
    }

    static Waiting on(Changes changes, UUID record) {
        return new Waiting(changes, record);
    }

    /// The record once it is final, or empty when the wait ran out.
    Uni<Optional<Found>> atMost(Duration wait) {
        return Uni.createFrom()
                .completionStage(done)
                .map(Optional::of)
                .ifNoItem()
                .after(wait.isZero() ? Duration.ofMillis(1) : wait)
                .recoverWithItem(Optional.empty())
                .onTermination()
                .invoke(listening::cancel);
    }

    void cancel() {
        listening.cancel();
    }
}
