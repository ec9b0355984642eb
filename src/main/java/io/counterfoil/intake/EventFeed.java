package io.counterfoil.intake;

import io.counterfoil.wire.Broker;
import io.counterfoil.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Follows the events topic from now on and calls back at each batch of events, and at least once a
/// second: an event that was lost delays nobody for longer, and a broker that refuses to tell them
/// no more than that. It is asked again with a new client, after pauses that grow.
final class EventFeed implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EventFeed.class);
    private static final TopicPartition EVENTS = new TopicPartition(Topics.EVENTS, 0);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Broker broker;
    private final Runnable changed;
    private final Thread thread = new Thread(this::run, "intake-events");
    private final Setback setback =
            new Setback(
                    LOG,
                    "events cannot be followed",
                    "whoever waits is answered up to a second later");

    private volatile boolean closed;
    private volatile @Nullable KafkaConsumer<String, String> consumer;

    EventFeed(Broker broker, Runnable changed) {
        this.broker = broker;
        this.changed = changed;
    }

    void start() {
        thread.start();
    }

    /// Empty while events are followed; otherwise what keeps them.
    String trouble() {
        return closed || thread.isAlive()
                ? setback.trouble()
                : "nobody follows the events any more: start this process again";
    }

    @Override
    public void close() {
        closed = true;
        var open = consumer;
        if (open != null) {
            open.wakeup();
        }
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whatever goes wrong, the next try begins with a new client at the end of the topic: what
    /// came meanwhile was looked at without events.
    private void run() {
        while (!closed) {
            try {
                standIn();
                follow();
            } catch (WakeupException e) {
                LOG.debug("events are no longer followed");
            } catch (RuntimeException e) {
                setback.met(e);
            }
        }
    }

    /// Calls back without events until the next try is due.
    private void standIn() {
        if (setback.isOver()) {
            return;
        }
        var until = System.nanoTime() + setback.pause().toNanos();
        while (!closed && System.nanoTime() < until) {
            LockSupport.parkNanos(POLL.toNanos());
            changed.run();
        }
    }

    private void follow() {
        try (var open =
                new KafkaConsumer<>(
                        broker.with(settings()),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            consumer = open;
            open.assign(List.of(EVENTS));
            open.seekToEnd(List.of(EVENTS));
            while (!closed) {
                open.poll(POLL);
                // Only a broker that has answered tells how far behind its end the place is.
                if (open.currentLag(EVENTS).isPresent()) {
                    setback.over();
                }
                changed.run();
            }
        } finally {
            consumer = null;
        }
    }

    private static Map<String, Object> settings() {
        return Map.of(
                "client.id",
                "counterfoil-intake-events",
                "enable.auto.commit",
                false,
                "fetch.max.wait.ms",
                1000);
    }
}
