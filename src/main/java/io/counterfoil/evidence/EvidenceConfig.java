package io.counterfoil.evidence;

import io.counterfoil.platform.Bounds;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Whom final batches are dated by.
@ConfigMapping(prefix = "counterfoil.evidence")
public interface EvidenceConfig {

    /// The log's number in the tables.
    @WithDefault("1")
    short log();

    /// The log's name in events.
    @WithDefault("log1")
    String logName();

    /// Where the ledger role serves proofs, without a slash at the end.
    @WithDefault("http://127.0.0.1:${quarkus.http.port}")
    String ledger();

    /// Where people reach this server, for the links that are given to them.
    @WithDefault("http://localhost:${quarkus.http.port:8080}")
    String publicUrl();

    /// The time-stamp authorities by name; every batch gets a token of each.
    Map<String, Authority> authorities();

    /// The longest wait between two looks for batches when no event wakes the role up.
    @WithDefault("5s")
    Duration lookEvery();

    /// The longest that an authority may take to answer.
    @WithDefault("10s")
    Duration authorityPatience();

    /// Verifications at the same time; each takes a processor for some milliseconds, and a place as
    /// long as its body is on the way.
    @WithDefault("16")
    @Bounds(min = 1, max = 10_000)
    int verificationsMax();

    /// The longest body to be verified: a document of a gigabyte in its package.
    @WithDefault("1088M")
    MemorySize verificationSizeMax();

    /// The longest that such a body may be on the way.
    @WithDefault("5m")
    Duration verificationPatience();

    /// One authority.
    interface Authority {

        /// Where it answers RFC 3161 requests.
        URI url();

        /// PEM file with the roots that its certificate must lead to.
        Path roots();

        /// False when it is our own clock: its tokens are shown as such and date nothing.
        @WithDefault("true")
        boolean outside();

        /// The policy that its tokens must follow; any when absent.
        Optional<String> policy();

        /// How far its time may be from our clock.
        @WithDefault("1m")
        Duration window();
    }
}
