package io.counterfoil.platform.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.platform.Settings;
import io.counterfoil.platform.StartRefused;
import io.counterfoil.platform.embedded.GuardedKafka;
import io.counterfoil.platform.embedded.Ports;
import io.counterfoil.wire.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutsideKafkaTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);

    @TempDir static Path folder;

    private static GuardedKafka kafka;

    @BeforeAll
    static void start() throws IOException {
        kafka = GuardedKafka.start(folder, Ports.anyFree());
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void whoeverLogsInIsTaken() {
        assertThatCode(() -> named(GuardedKafka.USER).check()).doesNotThrowAnyException();
    }

    @Test
    void whatIsWrongIsSaidInOneSentence() {
        assertRefused(named("wrong"), "refuses the login: check counterfoil.kafka.client-file.");
        assertRefused(
                of(Map.of("COUNTERFOIL_KAFKA_BOOTSTRAP", "127.0.0.1:" + Ports.anyFree())),
                "cannot be reached: is counterfoil.kafka.bootstrap right?");
        assertRefused(
                of(Map.of("COUNTERFOIL_KAFKA_BOOTSTRAP", kafka.kafka().bootstrap())),
                "does not answer: do counterfoil.kafka.client-file and its listener agree");
        assertRefused(of(Map.of("COUNTERFOIL_KAFKA_BOOTSTRAP", "somewhere")), "cannot be used (");
        assertThatThrownBy(() -> named("absent"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("absent cannot be read");
    }

    @Test
    void topicsThatSomebodyElseMadeAreEnough() throws Exception {
        var broker = named(GuardedKafka.USER).broker();
        assertThatThrownBy(() -> Topics.createMissing(broker, 7))
                .hasMessageContaining("Kafka makes no topic");
        Topics.createMissing(named(GuardedKafka.ADMIN).broker(), 7);
        kafka.allow(AclOperation.DESCRIBE);
        awaitAllowed(Topics.log(7));
        assertThatCode(() -> Topics.createMissing(broker, 7)).doesNotThrowAnyException();
        assertThat(partitions(Topics.log(7))).isEqualTo(1);
    }

    /// A list is kept at once and obeyed a moment later.
    private static void awaitAllowed(String topic) throws InterruptedException {
        var deadline = Instant.now().plus(LIMIT);
        while (Instant.now().isBefore(deadline)) {
            try {
                var _ = partitions(topic);
                return;
            } catch (ExecutionException _) {
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
        throw new AssertionError("not allowed within " + LIMIT);
    }

    private static int partitions(String topic) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(named(GuardedKafka.USER).broker().settings())) {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                    .mapToInt(described -> described.partitions().size())
                    .sum();
        }
    }

    private static void assertRefused(OutsideKafka outside, String sentence) {
        assertThatThrownBy(outside::check)
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("Kafka at ")
                .hasMessageContaining(sentence);
    }

    private static OutsideKafka named(String user) {
        return of(
                Map.of(
                        "COUNTERFOIL_KAFKA_BOOTSTRAP", kafka.kafka().bootstrap(),
                        "COUNTERFOIL_KAFKA_CLIENT_FILE", kafka.clientFile(user).toString()));
    }

    private static OutsideKafka of(Map<String, String> environment) {
        return OutsideKafka.of(Settings.read(folder, environment)).orElseThrow();
    }
}
