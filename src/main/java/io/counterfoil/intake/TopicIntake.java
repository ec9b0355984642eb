package io.counterfoil.intake;

import io.counterfoil.platform.DiskFloor;
import io.counterfoil.wire.Broker;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Takes digests in from the topics that outside producers write to, each record once: its place in
/// the topic is committed with its row, and Kafka is told only afterwards.
@ApplicationScoped
class TopicIntake {

    private static final Logger LOG = Logger.getLogger(TopicIntake.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private static final int AFTER_INTAKE = 3000;
    private static final int BEFORE_INTAKE = 1000;

    private final Intake intake;

    /// By topic.
    private final Map<String, String> tenants = new HashMap<>();

    private final TopicRecords records;
    private final DiskFloor floor;
    private final Broker broker;
    private final Thread thread = Thread.ofPlatform().name("intake-topic").unstarted(this::run);

    private final Setback setback =
            new Setback(
                    LOG,
                    "submissions cannot be read from their topics",
                    "they stay there, and nothing of them is lost");

    private volatile boolean closed;
    private volatile @Nullable SubmissionsTopic topic;

    TopicIntake(
            Intake intake,
            IntakeConfig config,
            TopicRecords records,
            DiskFloor floor,
            Broker broker) {
        this.intake = intake;
        this.records = records;
        this.floor = floor;
        this.broker = broker;
        config.tenantOfTopic()
                .forEach((name, tenant) -> tenant.ifPresent(bound -> tenants.put(name, bound)));
    }

    void start(@Observes @Priority(AFTER_INTAKE) StartupEvent event) {
        if (intake.isRunning() && !tenants.isEmpty()) {
            thread.start();
        }
    }

    /// What is under way is finished, then intake may close.
    void stop(@Observes @Priority(BEFORE_INTAKE) ShutdownEvent event) throws InterruptedException {
        closed = true;
        var open = topic;
        if (open != null) {
            open.wakeUp();
        }
        LockSupport.unpark(thread);
        thread.join();
    }

    /// Empty while the topics are followed, or none is to be; otherwise what keeps them.
    String trouble() {
        return closed || thread.getState() != Thread.State.TERMINATED
                ? setback.trouble()
                : "nobody reads submissions from their topics any more: start this process again";
    }

    /// Whatever goes wrong, the next try begins with a new consumer at the last commit: so no state
    /// of a failed try is left.
    private void run() {
        while (!closed) {
            try (var open = SubmissionsTopic.open(broker, tenants.keySet())) {
                topic = open;
                follow(open);
            } catch (RuntimeException e) {
                setback.met(e);
                LockSupport.parkNanos(setback.pause().toNanos());
            } finally {
                topic = null;
            }
        }
    }

    private String tenant(SubmissionsTopic.Part part) {
        return Objects.requireNonNull(tenants.get(part.partition().topic()));
    }

    private void follow(SubmissionsTopic open) {
        records.forgetBefore(open.beginnings());
        while (!closed) {
            open.pause(floor.isBelow());
            for (var part : open.poll(POLL)) {
                records.take(part, tenant(part), open.deadLetters());
            }
            open.commit();
            if (open.isServed()) {
                setback.over();
            }
        }
    }
}
