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

/// Starts the all-in-one as a process of its own and returns once it is ready.
final class Detached {

    /// Where the launcher says which file it is.
    private static final String LAUNCHER = "counterfoil.launcher";

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private Detached() {}

    /// Starts the whole of it on a directory that nobody uses.
    static int start(Path data, int port, PrintStream out) {
        return start(DataDirectory.open(data), port, List.of(), out);
    }

    /// @param data taken until now, so that a second start was refused here
    /// @param words the further words of `up`
    /// @param out is told once it is ready
    static int start(DataDirectory data, int port, List<String> words, PrintStream out) {
        data.close();
        Ports.requireFree("127.0.0.1", port);
        var log = data.root().resolve("counterfoil.log");
        try {
            var process = launch(data.root(), port, words, log);
            awaitReady(process, port, log);
            out.printf("Counterfoil is ready: http://127.0.0.1:%d/ (log: %s)%n", port, log);
            return 0;
        } catch (IOException e) {
            throw new Refusal(1, "The server could not be started: " + e.getMessage());
        }
    }

    /// By the launcher, which knows the server's Java options; in a session of its own, so that
    /// Ctrl-C here ends nothing there.
    private static Process launch(Path data, int port, List<String> words, Path log)
            throws IOException {
        var launcher = System.getProperty(LAUNCHER);
        if (launcher == null) {
            throw new Refusal(
                    1,
                    "Only \"./counterfoil\" starts a server that runs on: it knows its Java options.");
        }
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
