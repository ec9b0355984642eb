package io.counterfoil.ledger;

import io.counterfoil.wire.Broker;
import io.counterfoil.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The records of a log's topic in order, read from where the head has come to.
///
/// The place is kept in the head, not in Kafka: only so does it move together with the leaves.
final class LogTopicReader implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final String topicId;

    private LogTopicReader(
            KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, String topicId) {
        this.consumer = consumer;
        this.partition = partition;
        this.topicId = topicId;
    }

    /// Records of one read, and the place behind the last of them.
    record Batch(List<byte[]> records, long nextOffset) {

        Batch {
            records = List.copyOf(records);
        }

        /// These records and those of the read that followed.
        Batch with(Batch following) {
            var both = new ArrayList<>(records);
            both.addAll(following.records);
            return new Batch(both, following.nextOffset);
        }
    }

    /// Opens the topic behind a head.
    static LogTopicReader open(Broker broker, int log, int recordsMax, Head head) {
        var partition = new TopicPartition(Topics.log(log), 0);
        var topicId = topicId(broker, partition.topic());
        var consumer =
                new KafkaConsumer<>(
                        broker.with(
                                Map.of(
                                        "enable.auto.commit",
                                        false,
                                        "auto.offset.reset",
                                        "earliest",
                                        "max.poll.records",
                                        recordsMax,
                                        "allow.auto.create.topics",
                                        false)),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        var reader = new LogTopicReader(consumer, partition, topicId);
        consumer.seek(partition, reader.start(head));
        return reader;
    }

    /// The id of the topic that is read.
    String topicId() {
        return topicId;
    }

    /// Waits for the next records.
    Batch poll(Duration patience) {
        var records = new ArrayList<byte[]>();
        for (var next : consumer.poll(patience)) {
            records.add(next.value() == null ? new byte[0] : next.value());
        }
        return new Batch(records, consumer.position(partition));
    }

    /// Ends a wait in [#poll]; may be called by another thread.
    void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    /// A log end below the head's place, or a topic made anew, means that the broker lost records.
    /// They are read again from the start: what is a leaf already makes no second one, and intake
    /// sends the lost ones again.
    private long start(Head head) {
        var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        var same = head.topicId().isEmpty() || head.topicId().equals(topicId);
        return same && head.nextOffset() <= end ? head.nextOffset() : 0;
    }

    private static String topicId(Broker broker, String topic) {
        try (var admin = Admin.create(broker.settings())) {
            var topics = admin.describeTopics(List.of(topic)).allTopicNames().get();
            var description = topics.get(topic);
            if (description == null) {
                throw new IllegalStateException("Kafka does not know the topic " + topic);
            }
            return description.topicId().toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not describe the topic " + topic, e);
        }
    }
}
