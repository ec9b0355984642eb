package io.counterfoil.intake;

import io.counterfoil.wire.Broker;
import io.counterfoil.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/// Follows the events topic from now on and calls back at each batch of events, and at least once a
/// second: an event that was lost delays nobody for longer.
final class EventFeed implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EventFeed.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final KafkaConsumer<String, String> consumer;
    private final Runnable changed;
    private final Thread thread = new Thread(this::run, "intake-events");

    EventFeed(Broker broker, Runnable changed) {
        this.consumer =
                new KafkaConsumer<>(
                        broker.with(
                                Map.of(
                                        "client.id",
                                        "counterfoil-intake-events",
                                        "enable.auto.commit",
                                        false,
                                        "fetch.max.wait.ms",
                                        1000)),
                        new StringDeserializer(),
                        new StringDeserializer());
        this.changed = changed;
    }

    void start() {
        var partition = new TopicPartition(Topics.EVENTS, 0);
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        thread.start();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            while (true) {
                poll();
                changed.run();
            }
        } catch (WakeupException e) {
            LOG.debug("events are no longer followed");
        }
    }

    private void poll() {
        try {
            consumer.poll(POLL);
        } catch (RetriableException e) {
            LOG.warnf("events could not be read reason=%s", e.getMessage());
        }
    }
}
