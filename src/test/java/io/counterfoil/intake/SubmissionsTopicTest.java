package io.counterfoil.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.platform.embedded.GuardedKafka;
import io.counterfoil.platform.embedded.Ports;
import io.counterfoil.wire.Broker;
import io.counterfoil.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionsTopicTest {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir Path folder;

    /// Otherwise a refusal that comes only with the first answer would be told again and again.
    @Test
    void isServedOnlyOnceKafkaHasGivenWhatWasAskedFor() throws Exception {
        try (var kafka = GuardedKafka.start(folder, Ports.anyFree())) {
            Topics.createMissing(kafka.admin(), 1);
            kafka.allow(AclOperation.DESCRIBE);
            kafka.allowGroups();
            try (var topic = SubmissionsTopic.open(user(kafka), Set.of(Topics.SUBMISSIONS))) {
                assertThat(topic.isServed()).isFalse();
                assertThatThrownBy(() -> pollUntilServed(topic))
                        .isInstanceOf(AuthorizationException.class);
                assertThat(topic.isServed()).isFalse();
            }

            kafka.allow(AclOperation.READ);
            try (var topic = SubmissionsTopic.open(user(kafka), Set.of(Topics.SUBMISSIONS))) {
                pollUntilServed(topic);
            }
        }
    }

    private static void pollUntilServed(SubmissionsTopic topic) {
        var deadline = System.nanoTime() + LIMIT.toNanos();
        while (!topic.isServed()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            assertThat(topic.poll(POLL)).isEmpty();
        }
    }

    private static Broker user(GuardedKafka kafka) throws Exception {
        return Broker.of(
                kafka.kafka().bootstrap(), Optional.of(kafka.clientFile(GuardedKafka.USER)));
    }
}
