package io.counterfoil.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Two ways of asking: as fast as answers come, or at a given rate whatever the answers do.
final class Load {

    private static final double NANOS = 1e9;

    private Load() {}

    /// Something that is asked again and again.
    interface Task {

        /// @param number counts the calls from 0
        void run(long number);
    }

    /// What a closed loop did.
    record Done(long count, double seconds) {

        double perSecond() {
            return count / seconds;
        }
    }

    /// How long each answer took.
    ///
    /// @param sorted milliseconds, ascending
    record Latencies(List<Double> sorted) {

        Latencies {
            sorted = List.copyOf(sorted);
        }

        double percentile(double share) {
            return sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size()));
        }
    }

    /// Asks from so many threads, each again as soon as it was answered.
    static Done closed(int threads, Duration time, Task task) {
        var count = new AtomicLong();
        long began = System.nanoTime();
        long end = began + time.toNanos();
        var asking = new ArrayList<Future<?>>();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < threads; i++) {
                asking.add(
                        workers.submit(() -> {
                            while (System.nanoTime() < end) {
                                task.run(count.getAndIncrement());
                            }
                        }));
            }
        }
        asking.forEach(Load::finished);
        return new Done(count.get(), (System.nanoTime() - began) / NANOS);
    }

    /// Asks at a rate; a late answer delays no question, so a stall is seen in all it held up.
    static Latencies open(double perSecond, Duration time, Task task) {
        int total = (int) (perSecond * time.toNanos() / NANOS);
        var millis = new ConcurrentLinkedQueue<Double>();
        var asking = new ArrayList<Future<?>>();
        long began = System.nanoTime();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < total; i++) {
                long due = began + (long) (i * NANOS / perSecond);
                LockSupport.parkNanos(due - System.nanoTime());
                int number = i;
                asking.add(
                        workers.submit(() -> {
                            task.run(number);
                            millis.add((System.nanoTime() - due) / 1e6);
                        }));
            }
        }
        asking.forEach(Load::finished);
        return new Latencies(millis.stream().sorted().toList());
    }

    /// A question that was not answered as wanted ends the run.
    private static void finished(Future<?> asked) {
        try {
            asked.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BenchException failure
                    ? failure
                    : new BenchException("A question failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.");
        }
    }

    /// Repeats something in one thread for a while.
    static Done repeat(Duration time, Task task) {
        long began = System.nanoTime();
        long end = began + time.toNanos();
        long count = 0;
        while (System.nanoTime() < end) {
            task.run(count++);
        }
        return new Done(count, (System.nanoTime() - began) / NANOS);
    }

    /// Repeats something in one thread for a while, and takes the time of each.
    static Latencies each(Duration time, Task task) {
        var millis = new ArrayList<Double>();
        long now = System.nanoTime();
        for (long end = now + time.toNanos(); now < end; ) {
            task.run(millis.size());
            long after = System.nanoTime();
            millis.add((after - now) / 1e6);
            now = after;
        }
        return new Latencies(millis.stream().sorted().toList());
    }
}
