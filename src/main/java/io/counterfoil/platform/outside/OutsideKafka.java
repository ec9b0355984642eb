package io.counterfoil.platform.outside;

import io.counterfoil.platform.Settings;
import io.counterfoil.platform.StartRefused;
import io.counterfoil.wire.Broker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;

/// A Kafka that the operator runs.
public record OutsideKafka(Broker broker) {

    private static final int ANSWER_MILLIS_MAX = 10_000;

    /// The client tells each failed attempt, and then we would once more.
    private static final Logger CLIENT_LOG = Logger.getLogger("org.apache.kafka");

    /// The brokers that the settings name, if they name some.
    ///
    /// @throws StartRefused when their client file cannot be read
    public static Optional<OutsideKafka> of(Settings settings) {
        return settings.value("counterfoil.kafka.bootstrap")
                .map(bootstrap -> {
                    var file = settings.value("counterfoil.kafka.client-file").map(Path::of);
                    try {
                        return new OutsideKafka(Broker.of(bootstrap, file));
                    } catch (IOException e) {
                        throw new StartRefused(
                                "counterfoil.kafka.client-file: %s cannot be read."
                                        .formatted(file.map(Path::toString).orElse("")),
                                e);
                    }
                });
    }

    /// Asks once who they are.
    ///
    /// @throws StartRefused when nobody answers, or the login is refused
    public void check() {
        var level = CLIENT_LOG.getLevel();
        CLIENT_LOG.setLevel(Level.OFF);
        try {
            if (!broker.listens()) {
                throw refusal("cannot be reached: is counterfoil.kafka.bootstrap right?", null);
            }
            ask();
        } catch (KafkaException e) {
            throw refusal("cannot be used (%s).".formatted(e.getMessage()), e);
        } finally {
            CLIENT_LOG.setLevel(level);
        }
    }

    private void ask() {
        var patience =
                Map.of(
                        "request.timeout.ms",
                        ANSWER_MILLIS_MAX / 2,
                        "default.api.timeout.ms",
                        ANSWER_MILLIS_MAX);
        try (var admin = Admin.create(broker.with(patience))) {
            admin.describeCluster().clusterId().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AuthenticationException
                    ? refusal("refuses the login: check counterfoil.kafka.client-file.", e)
                    : refusal(
                            "does not answer: do counterfoil.kafka.client-file and its listener agree on TLS and login?",
                            e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refusal("was not asked: the start was interrupted.", e);
        }
    }

    private StartRefused refusal(String why, @Nullable Throwable cause) {
        var sentence = "Kafka at %s %s".formatted(broker, why);
        return cause == null ? new StartRefused(sentence) : new StartRefused(sentence, cause);
    }
}
