package io.counterfoil.intake;

import io.counterfoil.crypto.VrfSecretKey;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.platform.Role;
import io.counterfoil.platform.consortium.Consortium;
import io.counterfoil.platform.consortium.LogKeys;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.counterfoil.wire.Broker;
import io.counterfoil.wire.Topics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/// The intake role: what runs while it is on.
@ApplicationScoped
class Intake {

    private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(30);

    /// A request is answered by then, though its record may still be on its way.
    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final IntakeConfig config;
    private final RecordTable table;
    private final Changes changes;
    private final Upkeep upkeep;
    private final Broker broker;
    private final Config settings;
    private volatile @Nullable Running running;

    Intake(
            IntakeConfig config,
            RecordTable table,
            Changes changes,
            Upkeep upkeep,
            Broker broker,
            Config settings) {
        this.config = config;
        this.table = table;
        this.changes = changes;
        this.upkeep = upkeep;
        this.broker = broker;
        this.settings = settings;
    }

    /// The parts of a running intake.
    record Running(
            VrfSecretKey vrf,
            RecordMaker maker,
            Promises promises,
            CommitQueue queue,
            Committer committer,
            LogTopic topic,
            EventFeed events) {}

    void start(@Observes StartupEvent event) throws IOException {
        if (!Role.parse(setting("counterfoil.roles")).contains(Role.INTAKE)) {
            return;
        }
        var log = config.log();
        var data = Path.of(setting("counterfoil.data"));
        Topics.createMissing(broker, log.number());
        var keys = LogKeys.of(data, log.name(), log.origin());
        var vrf = keys.vrf();
        var topic = new LogTopic(broker, Topics.log(log.number()));
        var policy = Files.readString(data.resolve("trust").resolve(Consortium.POLICY));
        upkeep.sendGenesis(topic, Bytes.of(vrf.publicKey().bytes()), policy);
        // Before anything newer: a record must not fall behind (docs/decisions/receipt-window.md).
        upkeep.sendAll(topic);
        var queue = new CommitQueue(config.queueRowsMax());
        var committer = new Committer(queue, config.commitRowsMax(), this::commit, topic::send);
        var events = new EventFeed(broker, changes::look);
        running =
                new Running(
                        vrf,
                        new RecordMaker(log.origin(), new SecureRandom()),
                        new Promises(log.origin(), keys.promise(), config.promiseWithin()),
                        queue,
                        committer,
                        topic,
                        events);
        committer.start();
        events.start();
        upkeep.start(topic);
    }

    void stop(@Observes ShutdownEvent event) {
        var ending = running;
        if (ending != null) {
            upkeep.close();
            ending.committer.close();
            ending.topic.close();
            ending.events.close();
        }
    }

    /// Whether the role is on in this process.
    boolean isRunning() {
        return running != null;
    }

    /// The parts, while the role is on.
    ///
    /// @throws ProblemException when it is off in this process
    Running running() {
        var now = running;
        if (now == null) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND, "This process does not take submissions in.");
        }
        return now;
    }

    /// Commits a group and waits for the log's topic.
    ///
    /// @return fails with [ProblemType#OVERLOADED] when there is no room, or
    ///   [ProblemType#NOT_READY] when a store does not answer
    Uni<Group.Outcome> submit(Group group) {
        if (!running().queue.offer(group)) {
            throw new ProblemException(
                            ProblemType.OVERLOADED,
                            "%d rows wait for their commit.".formatted(config.queueRowsMax()))
                    .retryAfter(RETRY_AFTER);
        }
        return Uni.createFrom()
                .completionStage(group.done())
                .ifNoItem()
                .after(ANSWER_MAX)
                .fail()
                .onFailure()
                .transform(_ ->
                        new ProblemException(
                                        ProblemType.NOT_READY,
                                        "A store did not answer in time. The record may have been"
                                                + " kept: repeat the request with the same"
                                                + " Idempotency-Key.")
                                .retryAfter(RETRY_AFTER));
    }

    private List<Group> commit(List<Group> groups) {
        return table.insert(config.log().number(), groups).await().atMost(COMMIT_PATIENCE);
    }

    private String setting(String name) {
        return settings.getValue(name, String.class);
    }
}
