package io.counterfoil.ledger;

import io.counterfoil.platform.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// How the log is run.
@ConfigMapping(prefix = "counterfoil.ledger")
public interface LedgerConfig {

    /// The log's number in the tables; one log is one topic partition and one writer.
    @WithDefault("1")
    short log();

    /// The last part of the log's URL and topic.
    @WithDefault("log1")
    String name();

    /// The log's name in checkpoints; it never changes.
    @WithDefault("counterfoil.local/log1")
    String origin();

    /// The most records of one round. More: fewer rounds under load, each slower.
    @WithDefault("8192")
    @Bounds(min = 2, max = 65_536)
    int recordsMax();

    /// Where each member listens, by its name.
    Map<String, URI> members();

    /// The longest that one request to a member may take before another member's line must do.
    @WithDefault("10s")
    Duration memberPatience();

    /// The wait before a round that failed is tried again.
    @WithDefault("500ms")
    Duration retryAfter();
}
