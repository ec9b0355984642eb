package io.counterfoil.intake;

import io.counterfoil.intake.Group.Outcome;
import io.counterfoil.platform.Outage;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// The one thread that commits and then sends: so the order of commits is the order of the log.
///
/// The next commit begins once the log's topic has the last one. Meanwhile requests gather, and the
/// more there are, the fewer commits and sends each costs.
///
/// D8: the database has a row before the log's topic has its entry, and a request is answered only
/// when both have; a crash in between leaves rows that the resender sends.
final class Committer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Committer.class);

    private static final Duration DRAIN_MAX = Duration.ofSeconds(20);

    private final CommitQueue queue;
    private final int commitRowsMax;
    private final Function<List<Group>, List<Group>> commit;
    private final Sending topic;
    private final Thread thread = new Thread(this::run, "intake-commit");

    /// How entries come into the log's topic: [LogTopic#send].
    interface Sending {
        void send(List<Buffer> entries, Runnable acknowledged, Consumer<Exception> failed);
    }

    /// @param commit commits groups and answers those that were kept; blocks, and throws when the
    ///   database does
    Committer(
            CommitQueue queue,
            int commitRowsMax,
            Function<List<Group>, List<Group>> commit,
            Sending topic) {
        this.queue = queue;
        this.commitRowsMax = commitRowsMax;
        this.commit = commit;
        this.topic = topic;
    }

    void start() {
        thread.start();
    }

    /// Drains what waits, then stops. Of what a dead broker holds up longer, rows that were
    /// committed are sent after the next start; the rest was promised to nobody.
    @Override
    public void close() {
        queue.close();
        try {
            thread.join(DRAIN_MAX);
            thread.interrupt();
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            for (var groups = queue.take(commitRowsMax);
                    !groups.isEmpty();
                    groups = queue.take(commitRowsMax)) {
                process(groups);
                awaitOrdered(groups);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whatever goes wrong is told to those who wait, and the next commit is tried.
    private void process(List<Group> groups) {
        try {
            var kept = commit.apply(groups);
            kept.forEach(this::send);
            if (kept.size() < groups.size()) {
                tellTheOthers(groups, Set.copyOf(kept));
            }
        } catch (RuntimeException e) {
            report(e, groups.size());
            groups.forEach(group -> group.done().completeExceptionally(e));
        }
    }

    /// A group that failed has told whoever waits for it; one that nobody waits for any more holds
    /// no other back.
    private static void awaitOrdered(List<Group> groups) throws InterruptedException {
        for (var group : groups) {
            try {
                group.done().get();
            } catch (ExecutionException | CancellationException ended) {
                LOG.debugf(ended, "group not ordered rows=%d", group.rows().size());
            }
        }
    }

    private static void report(RuntimeException failure, int groups) {
        if (Outage.isBehind(failure)) {
            LOG.warnf("the database does not answer groups=%d reason=%s", groups, failure);
        } else {
            LOG.errorf(failure, "commit failed groups=%d", groups);
        }
    }

    private static void tellTheOthers(List<Group> groups, Set<Group> kept) {
        groups.stream()
                .filter(group -> !kept.contains(group))
                .forEach(group -> group.done().complete(Outcome.CLAIMED_BY_ANOTHER));
    }

    private void send(Group group) {
        topic.send(
                group.entries(),
                () -> group.done().complete(Outcome.ORDERED),
                failure -> group.done().completeExceptionally(failure));
    }
}
