package io.counterfoil.ledger;

import io.counterfoil.kernel.merkle.TileBuilder;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.platform.Outage;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The writer of one log: takes records in order, makes them leaves, and has them agreed on.
///
/// The order of durability is tiles, head, signature, members, publication (design D8); up to the
/// head it runs on this thread, the rest on the thread of [Publishing]. Whatever goes wrong,
/// everything held in memory is thrown away and read again from the stores, which is the path of a
/// normal start too.
final class Sequencer implements Runnable, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Sequencer.class);
    private static final Duration STORE_PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofSeconds(1);

    /// How long to wait for more records, or for the outstanding checkpoint, before looking again.
    private static final Duration GATHER = Duration.ofMillis(50);

    /// How long the loser of a head waits before it looks again whether it is needed.
    private static final Duration STAND_BY = Duration.ofSeconds(2);

    private final LogParts log;
    private final HeadStore store;
    private final Publishing publishing;
    private final Thread thread;

    private volatile boolean stopped;
    private volatile @Nullable LogTopicReader reader;
    private volatile String trouble = "not started yet";

    Sequencer(LogParts log, HeadStore store, Publishing publishing) {
        this.log = log;
        this.store = store;
        this.publishing = publishing;
        this.thread = Thread.ofPlatform().name("ledger-" + log.name()).unstarted(this);
    }

    /// Starts both threads.
    void start() {
        publishing.start();
        thread.start();
    }

    /// Empty when the log moves on; otherwise what keeps it.
    String trouble() {
        return trouble;
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                lead();
            } catch (WakeupException _) {
                LOG.debug("Woken up to stop");
            } catch (LostHeadException e) {
                trouble = e.toString();
                LOG.infof("Another sequencer moved the head log=%s", log.name());
                pause(STAND_BY);
            } catch (IOException | RuntimeException e) {
                trouble = e.toString();
                report(e);
                pause(log.retryAfter());
            }
        }
    }

    private void report(Exception failure) {
        if (Outage.isBehind(failure)) {
            LOG.warnf("The log waits for its stores log=%s reason=%s", log.name(), failure);
        } else {
            LOG.errorf(failure, "The log starts over from its stores log=%s", log.name());
        }
    }

    /// Ends the thread between two batches.
    @Override
    public void close() {
        stopped = true;
        publishing.close();
        var open = reader;
        if (open != null) {
            open.wakeUp();
        }
        try {
            thread.join(STORE_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void lead() throws IOException, LostHeadException {
        var head = await(store.load(log.number(), log.origin()));
        var tree = TileBuilder.resume(TreeHasher.sha256(), head.size(), log.tiles());
        if (!tree.root().equals(head.root())) {
            throw new IOException(
                    "the tiles are not those of the head: restore them from a backup or a member");
        }
        try (var open = log.openTopic(head)) {
            reader = open;
            publishing.begin(head);
            trouble = "";
            while (!stopped) {
                head = step(head, tree, open);
            }
        } finally {
            reader = null;
        }
    }

    private Head step(Head head, TileBuilder tree, LogTopicReader open)
            throws IOException, LostHeadException {
        var batch = next(open);
        if (batch.nextOffset() == head.nextOffset() && batch.records().isEmpty()) {
            return head;
        }
        var ruling = Ruling.on(new StoredPrefix(store, log, head), batch.records());
        ruling.entries().forEach(tree::append);
        var contents = tree.drain();
        log.tiles().write(contents);
        var next =
                new Head(
                        tree.size(),
                        tree.root(),
                        open.topicId(),
                        batch.nextOffset(),
                        Math.max(head.newest(), ruling.newest()));
        // The tiles are durable before the head names them: a crash in between writes them again,
        // byte for byte the same.
        if (!await(store.advance(log.number(), head, next, ruling.growth()))) {
            throw new LostHeadException();
        }
        log.tiles().dropPartials(contents);
        if (next.size() > head.size()) {
            publishing.offer(next);
        }
        return next;
    }

    /// The next records. While a checkpoint is outstanding they gather, since leaves would wait for
    /// it and small batches cost as many synced writes as large ones; half a batch is not held up.
    private LogTopicReader.Batch next(LogTopicReader open) throws IOException {
        var batch = open.poll(POLL);
        while (batch.records().size() <= log.recordsMax() / 2 && publishing.isBusy(GATHER)) {
            batch = batch.with(open.poll(Duration.ZERO));
        }
        return batch;
    }

    /// The sequencer's thread is its own, so it may wait; the style rule is about event loops.
    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(STORE_PATIENCE);
    }

    private void pause(Duration duration) {
        try {
            TimeUnit.MILLISECONDS.sleep(stopped ? 0 : duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    /// The compare-and-swap failed: what this sequencer knows is old.
    static final class LostHeadException extends Exception {

        private static final long serialVersionUID = 1L;

        LostHeadException() {
            super("another sequencer leads this log");
        }
    }
}
