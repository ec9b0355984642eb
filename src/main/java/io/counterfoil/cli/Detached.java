package io.counterfoil.cli;

import io.counterfoil.platform.DataDirectory;
import io.counterfoil.platform.embedded.Ports;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Starts the all-in-one as a process of its own and returns once it is ready.
final class Detached {

    /// Where the launcher says which file it is.
    private static final String LAUNCHER = "counterfoil.launcher";

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private Detached() {}

    /// @param words the further words of `up`
    /// @param out is told once it is ready
    static int start(Path data, int port, List<String> words, PrintStream out) {
        DataDirectory.holder(data).ifPresent(Detached::refuseSecond);
        Ports.requireFree("127.0.0.1", port);
        var log = data.resolve("counterfoil.log");
        try {
            DataDirectory.open(data).close();
            var process = launch(data, port, words, log);
            awaitReady(process, port, log);
            out.printf("Counterfoil is ready: http://127.0.0.1:%d/ (log: %s)%n", port, log);
            return 0;
        } catch (IOException e) {
            throw new Refusal(1, "The server could not be started: " + e.getMessage());
        }
    }

    private static void refuseSecond(DataDirectory.Holder holder) {
        throw new Refusal(
                1,
                "Counterfoil already runs there (process %d, port %d): stop it with \"./counterfoil down\" or give another --data."
                        .formatted(holder.pid(), holder.port()));
    }

    /// By the launcher, which knows the server's Java options; in a session of its own, so that
    /// Ctrl-C here ends nothing there.
    private static Process launch(Path data, int port, List<String> words, Path log)
            throws IOException {
        var launcher =
                Objects.requireNonNull(
                        System.getProperty(LAUNCHER),
                        "started by something else than ./counterfoil");
        var command = new ArrayList<>(List.of("setsid", launcher, "up"));
        command.addAll(List.of("--data", data.toString(), "--port", String.valueOf(port)));
        command.addAll(words);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static void awaitReady(Process process, int port, Path log) throws IOException {
        var deadline = Instant.now().plus(START_LIMIT);
        while (!Ready.isReady(port)) {
            if (!process.isAlive()) {
                var lines = Files.readAllLines(log);
                throw new Refusal(
                        1, lines.isEmpty() ? "The server ended; see " + log : lines.getLast());
            }
            if (Instant.now().isAfter(deadline)) {
                process.destroy();
                throw new Refusal(
                        1,
                        "The server is not ready after %d s; see %s."
                                .formatted(START_LIMIT.toSeconds(), log));
            }
            Ready.pause();
        }
    }
}
