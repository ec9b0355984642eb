package io.counterfoil.platform.identity;

import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// The keys seen lately, so that the hot path asks no database, and how much each one sends.
@ApplicationScoped
class KnownKeys {

    /// A caller, until when it is believed, and its bucket.
    private record Known(Caller caller, long untilNanos, TokenBucket bucket) {}

    private final IdentityStore store;
    private final IdentityConfig config;
    private final LongSupplier nanos = System::nanoTime;

    /// By hex SHA-256 of the key.
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    KnownKeys(IdentityStore store, IdentityConfig config) {
        this.store = store;
        this.config = config;
    }

    /// Whose key this is.
    ///
    /// @return fails with [ProblemType#UNAUTHENTICATED] or [ProblemType#TOO_MANY_REQUESTS]
    Uni<Caller> caller(String key) {
        var hash = KeyHash.of(key);
        var seen = known.get(hash);
        if (seen != null && seen.untilNanos - nanos.getAsLong() > 0) {
            return Uni.createFrom().item(() -> admitted(seen));
        }
        return store.caller(hash).map(found -> admitted(remember(hash, found)));
    }

    /// Forgets a key that was revoked here.
    void forget(String hash) {
        known.remove(hash);
    }

    private Known remember(String hash, Optional<Caller> found) {
        var caller =
                found.orElseThrow(() -> {
                    known.remove(hash);
                    return new ProblemException(
                            ProblemType.UNAUTHENTICATED, "This API key is unknown or revoked.");
                });
        if (known.size() >= config.keysMax()) {
            known.clear();
        }
        var until = nanos.getAsLong() + config.keyAgeMax().toNanos();
        return known.compute(
                hash, (_, old) -> new Known(caller, until, old == null ? newBucket() : old.bucket));
    }

    private Caller admitted(Known seen) {
        seen.bucket
                .take(nanos.getAsLong())
                .ifPresent(wait -> {
                    throw new ProblemException(
                                    ProblemType.TOO_MANY_REQUESTS,
                                    "This key may send %d requests a second."
                                            .formatted(config.requestsPerSecond()))
                            .retryAfter(wait);
                });
        return seen.caller;
    }

    private TokenBucket newBucket() {
        return new TokenBucket(
                config.requestsPerSecond(), config.requestsBurst(), nanos.getAsLong());
    }
}
