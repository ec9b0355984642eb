package io.counterfoil.intake;

import io.counterfoil.intake.Group.Position;
import io.counterfoil.wire.Broker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The topics that outside producers write to, read by as many processes as there are, each
/// partition by one of them. Owned by one thread, except [#wakeUp].
final class SubmissionsTopic implements AutoCloseable {

    /// All processes of a site.
    private static final String GROUP = "counterfoil-intake";

    /// Rows of one commit.
    private static final int RECORDS_MAX = 500;

    /// How long the others, and its own successor, wait for a process that died without a word.
    private static final int SESSION_MILLIS = 10_000;

    private static final long ANSWER_SECONDS_MAX = 30;
    private static final Duration CLOSE_MAX = Duration.ofSeconds(2);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Admin admin;
    private final DeadLetters deadLetters;
    private final Set<String> topics;
    private boolean polled;

    private SubmissionsTopic(Broker broker, Set<String> topics) {
        this.consumer =
                new KafkaConsumer<>(
                        broker.with(settings()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        this.admin = Admin.create(broker.settings());
        this.deadLetters = new DeadLetters(broker);
        this.topics = Set.copyOf(topics);
    }

    /// Records of one partition, in their order.
    ///
    /// @param id the topic's: one that was deleted and made again is another
    record Part(UUID id, TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {

        Part {
            records = List.copyOf(records);
        }

        Position position(long offset) {
            return new Position(id, partition.partition(), offset);
        }
    }

    /// Joins the others behind the last commit.
    static SubmissionsTopic open(Broker broker, Set<String> topics) {
        var opened = new SubmissionsTopic(broker, topics);
        opened.consumer.subscribe(topics);
        return opened;
    }

    /// Waits for records.
    List<Part> poll(Duration patience) {
        try {
            var records = consumer.poll(patience);
            polled = !records.isEmpty();
            if (!polled) {
                return List.of();
            }
            var described = describe();
            return records.partitions().stream()
                    .map(each -> new Part(id(described, each.topic()), each, records.records(each)))
                    .toList();
        } catch (WakeupException e) {
            polled = false;
            return List.of();
        }
    }

    /// Tells Kafka that all that was polled is taken.
    void commit() {
        if (polled) {
            consumer.commitSync();
        }
    }

    /// Whether Kafka has let it join, and given what it asked for.
    boolean isServed() {
        return consumer.groupMetadata().generationId() >= 0
                && consumer.assignment().stream()
                        .allMatch(each -> consumer.currentLag(each).isPresent());
    }

    /// Stays in the group, but asks for nothing while the disk is full.
    void pause(boolean paused) {
        if (paused) {
            consumer.pause(consumer.assignment());
        } else {
            consumer.resume(consumer.paused());
        }
    }

    /// Where each partition begins: what lay before is deleted.
    List<Position> beginnings() {
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        var described = describe();
        described.forEach((name, topic) ->
                topic.partitions()
                        .forEach(each ->
                                asked.put(
                                        new TopicPartition(name, each.partition()),
                                        OffsetSpec.earliest())));
        return answer(admin.listOffsets(asked).all()).entrySet().stream()
                .map(each ->
                        new Position(
                                id(described, each.getKey().topic()),
                                each.getKey().partition(),
                                each.getValue().offset()))
                .toList();
    }

    DeadLetters deadLetters() {
        return deadLetters;
    }

    /// Ends a wait; may be called by another thread.
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        // A consumer that is just joining its group would wait for half a minute; places are
        // committed by then, or not to be.
        consumer.close(CloseOptions.timeout(CLOSE_MAX));
        admin.close(CLOSE_MAX);
        deadLetters.close();
    }

    private Map<String, TopicDescription> describe() {
        return answer(admin.describeTopics(topics).allTopicNames());
    }

    private static <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Kafka does not describe its topics", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static UUID id(Map<String, TopicDescription> described, String name) {
        var topic = described.get(name);
        if (topic == null) {
            throw new IllegalStateException("Kafka does not know the topic " + name);
        }
        return new UUID(
                topic.topicId().getMostSignificantBits(),
                topic.topicId().getLeastSignificantBits());
    }

    /// What a producer's transaction took back is not read.
    private static Map<String, Object> settings() {
        return Map.of(
                "group.id",
                GROUP,
                "session.timeout.ms",
                SESSION_MILLIS,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed",
                "max.poll.records",
                RECORDS_MAX,
                "allow.auto.create.topics",
                false);
    }
}
