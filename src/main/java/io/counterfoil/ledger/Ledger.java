package io.counterfoil.ledger;

import io.counterfoil.crypto.RememberedSignatures;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.platform.Role;
import io.counterfoil.platform.consortium.Consortium;
import io.counterfoil.platform.consortium.LogKeys;
import io.counterfoil.wire.Broker;
import io.counterfoil.wire.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The ledger role: one log, its writer and what is shown of it.
@ApplicationScoped
class Ledger {

    private final LedgerConfig config;
    private final HeadStore store;
    private final Path data;
    private final Broker broker;
    private final boolean active;
    private @Nullable Running running;

    Ledger(
            LedgerConfig config,
            HeadStore store,
            @ConfigProperty(name = "counterfoil.data") Path data,
            Broker broker,
            @ConfigProperty(name = "counterfoil.roles") String roles) {
        this.config = config;
        this.store = store;
        this.data = data;
        this.broker = broker;
        this.active = Role.parse(roles).contains(Role.LEDGER);
    }

    /// What runs while the role is on.
    private record Running(
            LogParts log,
            Showcase showcase,
            CoveringCheckpoints covering,
            Agreement agreement,
            Sequencer sequencer) {}

    void start(@Observes StartupEvent event) throws IOException {
        if (!active) {
            return;
        }
        Topics.createMissing(broker, config.log());
        var keys = LogKeys.of(data, config.name(), config.origin());
        var tiles = new TileFolder(data.resolve("ledger").resolve(config.name()));
        var log = new LogParts(config.log(), config.name(), config.origin(), tiles, broker, config);
        var highWater =
                HighWater.open(
                        data.resolve("highwater").resolve(config.name()),
                        config.origin(),
                        TreeHasher.sha256().empty());
        var signer = new LogSigner(keys.checkpointSigners(), highWater, Clock.systemUTC());
        var showcase = new Showcase(log);
        var agreement = agreement(Consortium.load(data.resolve("trust")));
        var publisher = new Publisher(log, highWater, signer, agreement, showcase, store);
        var sequencer = new Sequencer(log, store, new Publishing(publisher, log.name()));
        var covering = new CoveringCheckpoints(index -> store.covering(config.log(), index));
        running = new Running(log, showcase, covering, agreement, sequencer);
        sequencer.start();
    }

    void stop(@Observes ShutdownEvent event) {
        var ending = running;
        if (ending != null) {
            ending.sequencer().close();
            ending.agreement().close();
            ending.showcase().close();
        }
    }

    /// Whether the role is on in this process.
    boolean isActive() {
        return active;
    }

    /// What is shown of the log of a name; nothing when the role is off or the name another's.
    Optional<Showcase> showcase(String name) {
        var now = running;
        return now != null && name.equals(config.name())
                ? Optional.of(now.showcase())
                : Optional.empty();
    }

    /// The log that runs here; nothing when the role is off.
    Optional<LogParts> parts() {
        return Optional.ofNullable(running).map(Running::log);
    }

    /// The checkpoints that proofs are given under; nothing when the role is off.
    Optional<CoveringCheckpoints> covering() {
        return Optional.ofNullable(running).map(Running::covering);
    }

    /// Empty when the log moves on and has something to show; otherwise what keeps it.
    String trouble() {
        var now = running;
        if (now == null) {
            return "not started";
        }
        var trouble = now.sequencer().trouble();
        return trouble.isEmpty() && now.showcase().latest().isEmpty()
                ? "no checkpoint is final yet"
                : trouble;
    }

    private Agreement agreement(Consortium consortium) {
        var http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(config.memberPatience())
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
        List<Agreement.Lane> lanes =
                consortium.members().stream()
                        .map(member -> Agreement.Lane.open(member, peer(member.name(), http)))
                        .toList();
        return new Agreement(
                lanes,
                Consortium.quorum(lanes.size()),
                RememberedSignatures.ofThisProcess(),
                config.memberPatience());
    }

    private MemberPeer peer(String name, HttpClient http) {
        var base = config.members().get(name);
        if (base == null) {
            throw new IllegalStateException(
                    "counterfoil.ledger.members.%s must say where the member listens"
                            .formatted(name));
        }
        return new MemberPeer(name, base, http, config.memberPatience());
    }
}
