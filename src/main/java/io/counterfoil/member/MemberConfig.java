package io.counterfoil.member;

import io.counterfoil.platform.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/// The members that this process runs.
@ConfigMapping(prefix = "counterfoil.member")
public interface MemberConfig {

    /// Each member by its name; its files lie in `members/NAME` of the data directory.
    Map<String, Node> nodes();

    /// What comes before a member's name in the names of its keys.
    @WithDefault("counterfoil.local")
    String keyNames();

    /// The address that members listen on.
    @WithDefault("127.0.0.1")
    String host();

    /// How far an entry's time of receipt may be from what a member believes. Longer: the log may
    /// date back further unseen.
    @WithDefault("5m")
    Duration clockTolerance();

    /// How long one upload may take; what came until then counts.
    @WithDefault("20s")
    Duration uploadPatience();

    /// Whether missing high-water records are made from the stores: only when you know that no
    /// member signed anything newer than its store holds.
    @WithDefault("false")
    boolean trustStore();

    /// One member.
    interface Node {

        /// Where it listens.
        @Bounds(min = 0, max = 65_535)
        int port();
    }
}
