package io.counterfoil.cli;

import io.counterfoil.cli.bench.BenchException;
import io.counterfoil.cli.bench.Figures;
import io.counterfoil.cli.bench.Row;
import io.counterfoil.cli.bench.Target;
import io.counterfoil.platform.DataDirectory;
import io.counterfoil.platform.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Takes the figures on a server of its own, in a directory of its own that is removed afterwards.
final class Bench {

    private static final int SECONDS = 10;
    private static final int SECONDS_MAX = 600;

    private Bench() {}

    static int run(List<String> words) {
        var arguments = Arguments.options(words, Set.of("seconds"), Set.of("json"));
        var time = Duration.ofSeconds(seconds(arguments));
        var output = Output.of(arguments);
        try {
            var data = Files.createTempDirectory("counterfoil-bench-");
            // Also when it is interrupted: nothing of it stays behind.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(data)));
            measure(data, time, output);
            return 0;
        } catch (IOException e) {
            throw new Refusal(1, "The bench has no room for its files: " + e.getMessage());
        }
    }

    private static int seconds(Arguments arguments) {
        var text = arguments.value("seconds").orElse(String.valueOf(SECONDS));
        if (!text.matches("[0-9]{1,3}")
                || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > SECONDS_MAX) {
            throw new Refusal(
                    "--seconds is how long each load lasts, 1 to %d.".formatted(SECONDS_MAX));
        }
        return Integer.parseInt(text);
    }

    private static void measure(Path data, Duration time, Output output) throws IOException {
        Detached.start(data, Ports.anyFree(), System.err);
        try {
            output.say(
                    "Each load lasts %d s; beside a figure stands the raw limit of the same run.%n"
                            .formatted(time.toSeconds()));
            new Figures(target(data), time).take(row -> tell(row, output));
        } catch (BenchException e) {
            throw new Refusal(1, String.valueOf(e.getMessage()));
        }
    }

    private static void end(Path data) {
        try {
            if (DataDirectory.holder(data).isPresent()) {
                Down.stop(data);
            }
            remove(data);
        } catch (IOException | Refusal e) {
            System.err.println(
                    "The bench left files behind in %s: %s".formatted(data, e.getMessage()));
        }
    }

    private static Target target(Path data) throws IOException {
        var server = Server.of(data);
        DemoInvoice.prepare(server);
        return new Target(
                server.base(),
                data,
                DataDirectory.holder(data).orElseThrow().pid(),
                key(data, "depositor"),
                key(data, "issuer"),
                DemoInvoice.template());
    }

    private static String key(Path data, String role) throws IOException {
        return Files.readString(data.resolve("keys").resolve(role + ".key")).strip();
    }

    private static void tell(Row row, Output output) {
        output.say(row.line());
        output.object(
                row.limit().isEmpty()
                        ? Map.of("what", row.what(), "value", row.value(), "unit", row.unit())
                        : Map.of(
                                "what",
                                row.what(),
                                "value",
                                row.value(),
                                "unit",
                                row.unit(),
                                "limit",
                                row.limit(),
                                "raw",
                                row.raw()));
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
