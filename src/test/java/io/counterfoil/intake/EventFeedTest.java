package io.counterfoil.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.platform.embedded.GuardedKafka;
import io.counterfoil.platform.embedded.Ports;
import io.counterfoil.wire.Broker;
import io.counterfoil.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFeedTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Logger LOG = Logger.getLogger(EventFeed.class.getName());

    @TempDir Path folder;

    private final AtomicInteger looks = new AtomicInteger();
    private final Queue<LogRecord> warnings = new ConcurrentLinkedQueue<>();
    private final Handler listener = new Listener();

    @BeforeEach
    void listen() {
        LOG.addHandler(listener);
    }

    @AfterEach
    void unlisten() {
        LOG.removeHandler(listener);
    }

    @Test
    void aBrokerThatRefusesIsNamedOnceAndFollowedAgainOnceItNoLongerDoes() throws Exception {
        try (var kafka = GuardedKafka.start(folder, Ports.anyFree())) {
            Topics.createMissing(kafka.admin(), 1);
            kafka.allow(AclOperation.READ);
            try (var feed = new EventFeed(user(kafka), looks::incrementAndGet)) {
                feed.start();
                await(() -> looks.get() > 2);
                assertThat(feed.trouble()).isEmpty();

                kafka.deny(AclOperation.READ);
                await(() -> !feed.trouble().isEmpty());
                assertThat(feed.trouble())
                        .startsWith("events cannot be followed: ")
                        .contains(Topics.EVENTS);
                var before = looks.get();
                await(() -> looks.get() > before + 2);
                assertThat(warnings).hasSize(1);

                kafka.allow(AclOperation.READ);
                await(() -> feed.trouble().isEmpty());
                kafka.deny(AclOperation.READ);
                await(() -> !feed.trouble().isEmpty());
                assertThat(warnings).hasSize(2);
            }
        }
    }

    @Test
    void aThreadThatEndedIsSaidToHaveEnded() throws Exception {
        try (var kafka = GuardedKafka.start(folder, Ports.anyFree())) {
            Topics.createMissing(kafka.admin(), 1);
            try (var feed = new EventFeed(kafka.admin(), EventFeedTest::end)) {
                feed.start();
                await(() -> feed.trouble().contains("start this process again"));
            }
        }
    }

    private static Broker user(GuardedKafka kafka) throws Exception {
        var file = kafka.clientFile(GuardedKafka.USER);
        return Broker.of(kafka.kafka().bootstrap(), Optional.of(file));
    }

    /// As a class that cannot be loaded would.
    private static void end() {
        throw new NoClassDefFoundError("of a test");
    }

    private static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /// Keeps what an operator is warned of.
    private final class Listener extends Handler {

        @Override
        public void publish(LogRecord message) {
            if (message.getLevel().intValue() >= Level.WARNING.intValue()) {
                warnings.add(message);
            }
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is held open
        }
    }
}
