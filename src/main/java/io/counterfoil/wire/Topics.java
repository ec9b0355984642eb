package io.counterfoil.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/// The topics, and how they must be.
public final class Topics {

    /// Digests of outside producers, JSON; nobody inside writes here.
    public static final String SUBMISSIONS = "counterfoil.submissions.v1";

    /// Submissions that could not be read, as they came, with the reason in a header.
    public static final String SUBMISSIONS_DEAD = "counterfoil.submissions.dead.v1";

    /// What became of records, JSON.
    public static final String EVENTS = "counterfoil.events.v1";

    private static final long ANSWER_SECONDS_MAX = 30;
    private static final long LISTENER_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int SUBMISSION_PARTITIONS = 4;
    private static final Map<String, String> KEPT_FOREVER =
            Map.of("retention.ms", "-1", "retention.bytes", "-1", "cleanup.policy", "delete");
    private static final Map<String, String> KEPT_A_WEEK =
            Map.of("retention.ms", String.valueOf(TimeUnit.DAYS.toMillis(7)));

    private Topics() {}

    /// The topic of a log; its one partition is the log's order. Only intake writes here.
    public static String log(int log) {
        return "counterfoil.log.log%d.v1".formatted(log);
    }

    /// Makes the topics that are missing; safe to run by several processes at once. A broker that
    /// does not listen yet is waited for.
    public static void createMissing(Broker broker, int log) {
        awaitListener(broker);
        var topics =
                List.of(
                        topic(log(log), 1, KEPT_FOREVER),
                        topic(SUBMISSIONS, SUBMISSION_PARTITIONS, KEPT_A_WEEK),
                        topic(SUBMISSIONS_DEAD, 1, KEPT_A_WEEK),
                        topic(EVENTS, 1, KEPT_A_WEEK));
        try (var admin = Admin.create(broker.settings())) {
            admin.createTopics(topics)
                    .values()
                    .forEach((name, creation) -> made(name, creation, admin));
        }
    }

    /// A client that finds nobody listening logs so and waits longer each time. Whoever is not
    /// there after the patience is left to the client, which says it best.
    private static void awaitListener(Broker broker) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS_MAX);
        while (!broker.listens() && System.nanoTime() < deadline && !Thread.interrupted()) {
            LockSupport.parkNanos(LISTENER_POLL_NANOS);
        }
    }

    private static void made(String name, KafkaFuture<Void> creation, Admin admin) {
        try {
            answer(creation);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException) && !isThere(name, admin)) {
                throw new IllegalStateException(
                        "Kafka makes no topic %s: %s".formatted(name, e.getCause()), e);
            }
        }
    }

    /// Whoever may make no topics may find them made by somebody who may.
    private static boolean isThere(String name, Admin admin) {
        try {
            answer(admin.describeTopics(List.of(name)).allTopicNames());
            return true;
        } catch (ExecutionException _) {
            return false;
        }
    }

    private static <T> void answer(KafkaFuture<T> asked) throws ExecutionException {
        try {
            asked.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
    }
}
