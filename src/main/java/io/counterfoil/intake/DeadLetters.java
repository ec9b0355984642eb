package io.counterfoil.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.wire.Broker;
import io.counterfoil.wire.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Submissions that cannot be taken, passed on as they came, with the reason.
///
/// After a crash one may come twice; `origin` tells.
final class DeadLetters implements AutoCloseable {

    static final String REASON = "reason";
    static final String ORIGIN = "origin";

    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> underWay = new ArrayList<>();

    DeadLetters(Broker broker) {
        this.producer =
                new KafkaProducer<>(
                        broker.with(Map.of("acks", "all")),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /// Passes a record on.
    ///
    /// @param reason one sentence for its producer
    void send(ConsumerRecord<byte[], byte[]> record, String reason) {
        var dead = new ProducerRecord<>(Topics.SUBMISSIONS_DEAD, record.key(), record.value());
        record.headers().forEach(dead.headers()::add);
        var origin = "%s/%d/%d".formatted(record.topic(), record.partition(), record.offset());
        dead.headers().add(REASON, reason.getBytes(UTF_8)).add(ORIGIN, origin.getBytes(UTF_8));
        underWay.add(producer.send(dead));
    }

    /// Waits until all are acknowledged.
    ///
    /// @throws IllegalStateException when one is not
    void await() {
        try {
            for (var sent : underWay) {
                sent.get();
            }
            underWay.clear();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a submission could not be passed on", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
