package io.counterfoil.bench;

import com.sun.management.OperatingSystemMXBean;
import io.counterfoil.member.MemberHarness;
import io.counterfoil.member.MemberHarness.Reply;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How many entries a second members take, check, store and sign in both rounds, over HTTP.
///
/// `MemberBench [members] [rounds] [entries a round]`. Requests are made before the clock starts,
/// so the figure is that of the members and of the client that sends to them.
public final class MemberBench {

    private MemberBench() {}

    /// The requests of one round: checkpoint, entries, checkpoint with a quorum's lines.
    private record Round(long size, List<byte[]> bodies) {}

    /// Prints one line.
    public static void main(String... arguments) throws Exception {
        int members = number(arguments, 0, 1);
        int rounds = number(arguments, 1, 50);
        int entries = number(arguments, 2, 2_000);
        var folder = Files.createTempDirectory("member-bench");
        try (var pool = Executors.newFixedThreadPool(members)) {
            var runs = new ArrayList<Run>();
            for (int i = 0; i < members; i++) {
                runs.add(Run.make(folder.resolve("run-" + i), rounds, entries));
            }
            int bytes = runs.getFirst().member.log.entry(1).length;
            for (Run run : runs) {
                run.play(0, rounds / 5);
            }
            long cpu = cpuNanos();
            long began = System.nanoTime();
            var futures = new ArrayList<Future<?>>();
            for (Run run : runs) {
                futures.add(pool.submit(() -> run.play(rounds / 5, rounds)));
            }
            wait(futures);
            double seconds = (System.nanoTime() - began) / 1e9;
            long counted = (long) (rounds - rounds / 5) * entries;
            System.out.printf(
                    "%d member(s): %.0f entries/s of %d bytes, %.1f ms a round of %d,"
                            + " %.1f us of processor an entry and member%n",
                    members,
                    counted / seconds,
                    bytes,
                    1e3 * seconds / (rounds - rounds / 5),
                    entries,
                    (cpuNanos() - cpu) / 1e3 / counted / members);
            runs.forEach(run -> run.member.close());
        }
        System.out.printf(
                "%.0f bytes kept per entry and member%n",
                kept(folder, members, (long) rounds * entries));
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static int number(String[] arguments, int at, int otherwise) {
        return arguments.length > at ? Integer.parseInt(arguments[at]) : otherwise;
    }

    private static void wait(List<Future<?>> futures) throws InterruptedException {
        for (Future<?> future : futures) {
            try {
                future.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    private static double kept(Path folder, int members, long entries) throws IOException {
        try (var files = Files.walk(folder)) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return (double) bytes / members / entries;
        }
    }

    /// One member with its log's requests.
    private record Run(MemberHarness member, List<Round> rounds) {

        static Run make(Path folder, int rounds, int entries) {
            var member = new MemberHarness(folder);
            var made = new ArrayList<Round>();
            for (int i = 0; i < rounds; i++) {
                long old = member.log.size();
                long size = member.log.grow(entries).size();
                var bodies =
                        List.of(
                                member.log.addCheckpoint(old, size),
                                member.log.upload(old, size),
                                member.log.addCheckpoint(size, size, member.prepared(size, 3)));
                made.add(new Round(size, bodies));
            }
            return new Run(member, made);
        }

        void play(int from, int to) {
            for (Round round : rounds.subList(from, to)) {
                require(member.addCheckpoint(round.bodies.get(0)));
                require(member.addEntries(round.bodies.get(1)));
                require(member.addCheckpoint(round.bodies.get(2)));
            }
        }

        private static void require(Reply reply) {
            if (reply.status() != 200) {
                throw new IllegalStateException(reply.body());
            }
        }
    }
}
