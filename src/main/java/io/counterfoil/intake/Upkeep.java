package io.counterfoil.intake;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.wire.Broker;
import io.counterfoil.wire.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What intake does from time to time: rows that lack a leaf are sent again, old Idempotency-Keys
/// forgotten, documents without a record removed.
@ApplicationScoped
class Upkeep {

    private static final Logger LOG = Logger.getLogger(Upkeep.class);
    private static final long ANSWER_SECONDS_MAX = 30;
    private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(30);

    /// Going through a large vault takes a while, and nothing waits for it.
    private static final int THREADS = 2;

    private final IntakeConfig config;
    private final Genesis genesis;
    private final Resender resender;
    private final IdempotencyTable idempotency;
    private final Orphans orphans;
    private final Broker broker;
    private final Clock clock = Clock.systemUTC();
    private @Nullable ScheduledExecutorService timer;

    Upkeep(
            IntakeConfig config,
            Genesis genesis,
            Resender resender,
            IdempotencyTable idempotency,
            Orphans orphans,
            Broker broker) {
        this.config = config;
        this.genesis = genesis;
        this.resender = resender;
        this.idempotency = idempotency;
        this.orphans = orphans;
        this.broker = broker;
    }

    void start(LogTopic topic) {
        var started =
                Executors.newScheduledThreadPool(
                        THREADS, Thread.ofPlatform().name("intake-upkeep").factory());
        timer = started;
        var every = config.resendEvery().toMillis();
        var _ =
                started.scheduleWithFixedDelay(
                        () -> guarded(() -> resend(topic)), 0, every, TimeUnit.MILLISECONDS);
        var _ = started.scheduleWithFixedDelay(() -> guarded(this::purge), 1, 60, TimeUnit.MINUTES);
        var _ = started.scheduleWithFixedDelay(() -> guarded(this::sweep), 0, 1, TimeUnit.DAYS);
    }

    void close() {
        var ending = timer;
        if (ending != null) {
            ending.shutdownNow();
        }
    }

    /// Before anything else enters the log: its first entry must be the one that describes it.
    ///
    /// @param vrfKey the public key under which uniqueness keys are computed
    /// @param policy the published policy's text
    void sendGenesis(LogTopic topic, Bytes vrfKey, String policy) {
        var missing = genesis.missing(config.log(), vrfKey, policy).await().atMost(COMMIT_PATIENCE);
        missing.ifPresent(entry -> topic.sendAndWait(List.of(entry)));
    }

    /// Sends every row that has no leaf yet, in the order of their commits; blocks.
    void sendAll(LogTopic topic) {
        var log = config.log().number();
        long sent = 0;
        var missing = resender.after(log, 0);
        while (!missing.entries().isEmpty()) {
            topic.sendAndWait(missing.entries());
            sent += missing.entries().size();
            LOG.infof("records of before the start sent again log=%d count=%d", log, sent);
            missing = resender.after(log, missing.lastSeq());
        }
    }

    private void resend(LogTopic topic) {
        var log = config.log().number();
        var missing = resender.look(log, end(Topics.log(log)));
        if (!missing.entries().isEmpty()) {
            LOG.warnf("records sent again log=%d count=%d", log, missing.entries().size());
            topic.sendAndWait(missing.entries());
        }
    }

    private void sweep() {
        try {
            orphans.sweep();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void purge() {
        var before = clock.instant().minus(config.idempotencyKept());
        idempotency.purge(before).await().indefinitely();
    }

    private long end(String topic) {
        var partition = new TopicPartition(topic, 0);
        try (var admin = Admin.create(broker.settings())) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                    .offset();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka does not say where the log's topic ends", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// A store that does not answer now is asked again next time; the timer must not stop.
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warnf("upkeep failed reason=%s", e.getMessage());
        }
    }
}
