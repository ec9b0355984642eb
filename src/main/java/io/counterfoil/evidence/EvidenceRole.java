package io.counterfoil.evidence;

import io.counterfoil.platform.Role;
import io.counterfoil.wire.Broker;
import io.counterfoil.wire.Event;
import io.counterfoil.wire.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The evidence role: the authorities and the thread that has batches dated.
@ApplicationScoped
class EvidenceRole {

    private final EvidenceConfig config;
    private final BatchStore store;
    private final Broker broker;
    private final boolean active;

    private @Nullable Running running;

    EvidenceRole(
            EvidenceConfig config,
            BatchStore store,
            Broker broker,
            @ConfigProperty(name = "counterfoil.roles") String roles) {
        this.config = config;
        this.store = store;
        this.broker = broker;
        this.active = Role.parse(roles).contains(Role.EVIDENCE);
    }

    private record Running(
            List<Authority> authorities, KafkaProducer<String, String> events, Dating dating) {}

    void start(@Observes StartupEvent event) throws IOException {
        if (!active) {
            return;
        }
        Topics.createMissing(broker, config.log());
        var authorities = authorities();
        var events =
                new KafkaProducer<>(
                        broker.with(Map.of("acks", "all")),
                        new StringSerializer(),
                        new StringSerializer());
        var dating =
                new Dating(
                        config,
                        store,
                        authorities,
                        new Wakeups(broker),
                        dated -> send(events, dated));
        running = new Running(authorities, events, dating);
        dating.start();
    }

    void stop(@Observes ShutdownEvent event) {
        var ending = running;
        if (ending != null) {
            ending.dating().close();
            ending.events().close();
        }
    }

    /// The authority that `/tsa` stands for: the first outside one.
    Optional<Authority> authority() {
        var now = running;
        return now == null
                ? Optional.empty()
                : now.authorities().stream().filter(Authority::outside).findFirst();
    }

    private List<Authority> authorities() throws IOException {
        var http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(config.authorityPatience())
                        .build();
        var authorities = new ArrayList<Authority>();
        for (var entry : config.authorities().entrySet()) {
            authorities.add(
                    Authority.open(
                            entry.getKey(), entry.getValue(), config.authorityPatience(), http));
        }
        return authorities;
    }

    private static void send(KafkaProducer<String, String> events, Event dated) {
        var _ = events.send(new ProducerRecord<>(Topics.EVENTS, dated.log(), dated.json()));
    }
}
