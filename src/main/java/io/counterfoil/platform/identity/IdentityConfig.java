package io.counterfoil.platform.identity;

import io.counterfoil.platform.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How callers are told apart and held apart.
@ConfigMapping(prefix = "counterfoil.identity")
public interface IdentityConfig {

    /// How long a known key is believed without asking the database: so long a revoked key still
    /// works elsewhere; shorter means more queries.
    @WithDefault("10s")
    Duration keyAgeMax();

    /// Keys remembered; beyond it the memory is emptied.
    @WithDefault("100000")
    @Bounds(min = 1, max = 10_000_000)
    int keysMax();

    /// Requests a second of one key, on average. High: the bound that protects the others is the
    /// commit queue; this one stops a runaway client.
    @WithDefault("20000")
    @Bounds(min = 1)
    int requestsPerSecond();

    /// Requests at once of one key, before the average counts.
    @WithDefault("20000")
    @Bounds(min = 1)
    int requestsBurst();
}
