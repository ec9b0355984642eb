package io.counterfoil.ledger;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Where the sequencer hands its heads to the publisher, who works on a thread of its own: while
/// the members agree on one checkpoint, the next leaves are made.
///
/// One checkpoint is outstanding at a time (design D4). Of the heads that come up meanwhile only
/// the last one waits, since its checkpoint covers the others.
final class Publishing implements Runnable, AutoCloseable {

    /// Leaves that may be durable here and not yet final; then the sequencer waits for the members,
    /// so that no checkpoint grows too large to be agreed on in one go.
    private static final long AHEAD_MAX = 1 << 16;

    private static final Duration STOP_MAX = Duration.ofSeconds(30);

    private final Work work;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // All of the following is guarded by the lock.
    private @Nullable Task waiting;
    private boolean busy;
    private boolean stopped;
    private long settled;
    private @Nullable Exception failure;

    /// @param log the log's name, for the thread's
    Publishing(Work work, String log) {
        this.work = work;
        this.thread = Thread.ofPlatform().name("ledger-final-" + log).unstarted(this);
    }

    /// What is done with a head.
    interface Work {

        /// Makes a head final.
        ///
        /// @param fresh whether to look first at what the stores have published
        /// @throws IOException when it cannot go on with what it has in memory
        void publish(Head head, boolean fresh) throws IOException;

        /// Ends a [#publish] that waits for others; may be called by another thread.
        void stop();
    }

    /// A head to be published.
    ///
    /// @param fresh whether the sequencer has just started, so that the stores are looked at first
    private record Task(Head head, boolean fresh) {}

    /// Starts the thread.
    void start() {
        thread.start();
    }

    /// Begins with the head that the stores have; what failed before is forgotten.
    void begin(Head head) {
        change(() -> {
            waiting = new Task(head, true);
            failure = null;
        });
    }

    /// Has a head published next. Waits while too much is ahead of the last final checkpoint.
    ///
    /// @throws IOException when publishing failed, also earlier: the sequencer is to start over
    void offer(Head head) throws IOException {
        change(() -> waiting = new Task(head, waiting != null && waiting.fresh));
        lock.lock();
        try {
            while (!stopped && failure == null && head.size() - settled > AHEAD_MAX) {
                changed.awaitUninterruptibly();
            }
            requireWell();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until no checkpoint is outstanding, at most this long.
    ///
    /// @return whether one still is
    /// @throws IOException when publishing failed
    boolean isBusy(Duration patience) throws IOException {
        lock.lock();
        try {
            for (var left = patience.toNanos(); busy && !stopped && left > 0; ) {
                left = changed.awaitNanos(left);
            }
            requireWell();
            return busy && !stopped;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        for (var task = take(); task.isPresent(); task = take()) {
            var head = task.get().head;
            try {
                work.publish(head, task.get().fresh);
                change(() -> settled = head.size());
            } catch (IOException | RuntimeException e) {
                change(() -> {
                    failure = e;
                    waiting = null;
                });
            }
        }
    }

    /// Ends the thread; a checkpoint that is not final yet is published after the next start.
    @Override
    public void close() {
        change(() -> stopped = true);
        work.stop();
        try {
            thread.join(STOP_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Task> take() {
        lock.lock();
        try {
            busy = false;
            changed.signalAll();
            while (waiting == null && !stopped) {
                changed.awaitUninterruptibly();
            }
            var task = stopped ? null : waiting;
            waiting = null;
            busy = task != null;
            return Optional.ofNullable(task);
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void requireWell() throws IOException {
        if (failure != null) {
            throw new IOException("the checkpoint could not be published", failure);
        }
    }
}
