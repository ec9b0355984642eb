package io.counterfoil.member;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The one thread that changes a member's state; requests wait for it in their order.
///
/// A platform thread, because a virtual one would hold its carrier while the store waits for the
/// disk.
final class WritingThread implements AutoCloseable {

    /// No request's work takes longer; after this the process ends as if it had crashed.
    private static final long CLOSE_SECONDS_MAX = 10;

    private final ExecutorService thread;
    private final Runnable afterwards;

    /// @param afterwards runs on the thread after each work, before its caller goes on
    WritingThread(String name, Runnable afterwards) {
        this.afterwards = afterwards;
        this.thread =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("member-" + name).daemon().factory());
    }

    /// Runs work and waits for what it gives.
    <T> T call(Supplier<T> work) {
        try {
            return thread.submit(() -> run(work)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the member worked", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the member failed", e.getCause());
        }
    }

    private <T> T run(Supplier<T> work) {
        try {
            return work.get();
        } finally {
            afterwards.run();
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
