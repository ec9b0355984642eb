package io.counterfoil.intake;

import io.counterfoil.platform.Bounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What intake takes in, and how much of it at once.
@ConfigMapping(prefix = "counterfoil.intake")
public interface IntakeConfig {

    /// Rows that wait for their commit; beyond it submissions get 503. Each holds about 2 KB.
    @WithDefault("50000")
    @Bounds(min = 10_000, max = 1_000_000)
    int queueRowsMax();

    /// Rows of one commit. More rows make cheaper commits and longer waits behind them.
    @WithDefault("5000")
    @Bounds(min = 1, max = 20_000)
    int commitRowsMax();

    /// Files that are written at the same time; each takes a thread and some 200 KB.
    @WithDefault("64")
    @Bounds(min = 1, max = 10_000)
    int uploadsMax();

    /// Within this time of acceptance a promised record is to be in the log. Promises name it.
    @WithDefault("60s")
    Duration promiseWithin();

    /// How long the first answer under an Idempotency-Key is kept.
    @WithDefault("7d")
    Duration idempotencyKept();

    /// Longest `Prefer: wait` that is honoured.
    @WithDefault("60s")
    Duration waitMax();

    /// Requests and event streams that wait for a state at the same time.
    @WithDefault("20000")
    @Bounds(min = 1)
    int waitersMax();

    /// How often rows without a leaf are looked for.
    @WithDefault("5s")
    Duration resendEvery();

    /// What stands before `/v/` in the QR codes of printed invoices: an address that their readers
    /// reach.
    @WithDefault("http://localhost:${quarkus.http.port:8080}")
    String publicUrl();

    /// The topics that outside producers write to, each with the name of the tenant that what comes
    /// over it belongs to; a topic without a name is not read. Who may write to one is for the
    /// broker to say.
    Map<String, Optional<String>> tenantOfTopic();

    /// How invoices are printed.
    Looks paper();

    /// What whoever runs the server may change about printed invoices.
    public interface Looks {

        /// The colour of lines and headings, `#RRGGBB`; dark enough to be read on white.
        @WithDefault("#1F3A5F")
        String accent();

        /// A PNG or JPEG file that stands at the upper right.
        Optional<Path> logo();

        /// A line for the foot of every page, such as the managing directors.
        Optional<String> footer();
    }

    /// The log that records are sent to.
    Log log();

    /// The names of a log.
    public interface Log {

        /// Its number in the tables and the topic's name.
        @WithDefault("1")
        @Bounds(min = 1, max = 32_767)
        int number();

        /// The last part of its URL.
        @WithDefault("log1")
        String name();

        /// Its name in checkpoints.
        @WithDefault("counterfoil.local/log1")
        String origin();
    }
}
