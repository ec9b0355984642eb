package io.counterfoil.evidence;

import io.counterfoil.wire.Broker;
import io.counterfoil.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Events as wake-up calls only: what happened is read from the tables, so none needs to be kept.
final class Wakeups implements AutoCloseable {

    private final KafkaConsumer<String, String> consumer;

    Wakeups(Broker broker) {
        var events = new TopicPartition(Topics.EVENTS, 0);
        consumer =
                new KafkaConsumer<>(
                        broker.with(Map.of("enable.auto.commit", false)),
                        new StringDeserializer(),
                        new StringDeserializer());
        consumer.assign(List.of(events));
        consumer.seekToEnd(List.of(events));
    }

    /// Waits for an event of any kind, at most this long.
    void await(Duration patience) {
        try {
            consumer.poll(patience);
        } catch (WakeupException _) {
            // the end was asked for
        }
    }

    /// Ends a wait; may be called by another thread.
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
