package io.counterfoil.intake;

import io.counterfoil.wire.Broker;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The topic of one log, where entries get their order.
final class LogTopic implements AutoCloseable {

    /// A send is tried this long, in its place, and what comes after waits behind it: so no record
    /// overtakes another by minutes, which a rule would refuse.
    private static final Duration DELIVERY_MAX = Duration.ofDays(1);

    /// How long a send that somebody waits for may take, and the last ones when the topic closes.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Producer<byte[], byte[]> producer;
    private final String topic;

    LogTopic(Broker broker, String topic) {
        this.producer =
                new KafkaProducer<>(
                        broker.with(settings()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        this.topic = topic;
    }

    /// Sends entries in this order; blocks while the broker is slow or away, which holds commits
    /// back.
    ///
    /// @param acknowledged runs once all are acknowledged
    /// @param failed runs for each that is not
    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told
    void send(List<Buffer> entries, Runnable acknowledged, Consumer<Exception> failed) {
        var open = new AtomicInteger(entries.size());
        for (var entry : entries) {
            producer.send(
                    new ProducerRecord<>(topic, 0, null, entry.getBytes()),
                    (_, failure) -> {
                        if (failure != null) {
                            failed.accept(failure);
                        } else if (open.decrementAndGet() == 0) {
                            acknowledged.run();
                        }
                    });
        }
    }

    /// Sends entries and waits until all are acknowledged.
    ///
    /// @throws IllegalStateException when they are not in time
    void sendAndWait(List<Buffer> entries) {
        var sent = new CompletableFuture<Boolean>();
        send(entries, () -> sent.complete(true), sent::completeExceptionally);
        try {
            sent.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the log's topic did not take entries", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending", e);
        }
    }

    @Override
    public void close() {
        producer.close(PATIENCE);
    }

    /// Idempotent, so that a repeated send is one record and the order holds.
    private static Map<String, Object> settings() {
        return Map.of(
                "client.id",
                "counterfoil-intake",
                "acks",
                "all",
                "enable.idempotence",
                true,
                "linger.ms",
                0,
                "batch.size",
                256 * 1024,
                "request.timeout.ms",
                10_000,
                "delivery.timeout.ms",
                (int) DELIVERY_MAX.toMillis(),
                "max.block.ms",
                DELIVERY_MAX.toMillis());
    }
}
