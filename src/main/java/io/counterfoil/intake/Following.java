package io.counterfoil.intake;

import io.counterfoil.platform.record.RecordState.Name;
import io.counterfoil.platform.record.Records;
import io.counterfoil.platform.record.Records.Found;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The states of one record, one after the other, each once.
final class Following {

    /// A client that wants to go on asks again; a forgotten one does not hold a place for ever.
    private static final Duration OPEN_MAX = Duration.ofMinutes(10);

    private final MultiEmitter<? super Found> emitter;
    private final AtomicReference<@Nullable Name> last = new AtomicReference<>();

    private Following(MultiEmitter<? super Found> emitter) {
        this.emitter = emitter;
    }

    /// Begins with the state that the record is in; ends with its last, or after a while.
    static Multi<Found> of(Changes changes, Records records, UUID id) {
        Multi<Found> states =
                Multi.createFrom()
                        .emitter(
                                emitter -> {
                                    var following = new Following(emitter);
                                    var listening = changes.listen(id, following::tell);
                                    emitter.onTermination(listening::cancel);
                                    records.find(id)
                                            .subscribe()
                                            .with(
                                                    found -> found.ifPresent(following::tell),
                                                    emitter::fail);
                                },
                                BackPressureStrategy.BUFFER);
        return states.select().first(OPEN_MAX);
    }

    private void tell(Found found) {
        var name = found.state().name();
        if (last.getAndSet(name) != name) {
            emitter.emit(found);
        }
        if (found.state().isLast()) {
            emitter.complete();
        }
    }
}
