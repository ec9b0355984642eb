package io.counterfoil.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.ClientDnsLookup;
import org.apache.kafka.clients.ClientUtils;
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
    private static final int CONNECT_MILLIS_MAX = 2_000;
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
    public static void createMissing(String bootstrap, int log) {
        awaitListener(bootstrap);
        var topics =
                List.of(
                        topic(log(log), 1, KEPT_FOREVER),
                        topic(SUBMISSIONS, SUBMISSION_PARTITIONS, KEPT_A_WEEK),
                        topic(SUBMISSIONS_DEAD, 1, KEPT_A_WEEK),
                        topic(EVENTS, 1, KEPT_A_WEEK));
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(topics).values().values().forEach(Topics::made);
        }
    }

    /// A client that finds nobody listening logs so and waits longer each time. Whoever is not
    /// there after the patience is left to the client, which says it best.
    private static void awaitListener(String bootstrap) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS_MAX);
        while (!anyListens(bootstrap) && System.nanoTime() < deadline && !Thread.interrupted()) {
            LockSupport.parkNanos(LISTENER_POLL_NANOS);
        }
    }

    private static boolean anyListens(String bootstrap) {
        return ClientUtils.parseAndValidateAddresses(
                        List.of(bootstrap.split(",")), ClientDnsLookup.USE_ALL_DNS_IPS)
                .stream()
                .anyMatch(Topics::listens);
    }

    private static boolean listens(InetSocketAddress address) {
        try (var socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS_MAX);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static void made(KafkaFuture<Void> creation) {
        try {
            creation.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("a topic could not be made", e);
            }
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
