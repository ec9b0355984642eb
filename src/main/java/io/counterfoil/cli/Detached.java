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

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private Detached() {}

    /// @param out is told once it is ready
    static int start(List<String> words, Arguments arguments, PrintStream out) {
        DataDirectory.holder(arguments.data()).ifPresent(Detached::refuseSecond);
        Ports.requireFree("127.0.0.1", arguments.port());
        var log = arguments.data().resolve("counterfoil.log");
        try {
            DataDirectory.open(arguments.data()).close();
            var process = launch(words, log);
            awaitReady(process, arguments, log);
            out.printf(
                    "Counterfoil is ready: http://127.0.0.1:%d/ (log: %s)%n",
                    arguments.port(), log);
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

    /// The same Java, class path and options, in a session of its own so that Ctrl-C here ends
    /// nothing there.
    private static Process launch(List<String> words, Path log) throws IOException {
        var command = new ArrayList<String>(List.of("setsid"));
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(
                java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "up"));
        words.stream().filter(word -> !word.equals("--detach")).forEach(command::add);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static void awaitReady(Process process, Arguments arguments, Path log)
            throws IOException {
        var deadline = Instant.now().plus(START_LIMIT);
        while (!Ready.isReady(arguments.port())) {
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
