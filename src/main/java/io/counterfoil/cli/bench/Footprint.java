package io.counterfoil.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a server takes of the machine: memory of it and its children, bytes under its directory.
final class Footprint {

    private static final List<String> KEPT =
            List.of("postgres", "kafka", "ledger", "members", "vault");
    private static final double MIB = 1 << 10;

    private Footprint() {}

    /// Mebibytes resident, shared pages divided among those that share them; NaN where the system
    /// does not tell (`/proc`).
    static double memory(long pid) {
        return ProcessHandle.of(pid).stream()
                        .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                        .mapToDouble(process -> proportional(process.pid()))
                        .sum()
                / MIB;
    }

    private static double proportional(long pid) {
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(pid), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                    .sum();
        } catch (IOException | UncheckedIOException _) {
            return Double.NaN;
        }
    }

    /// Bytes under one of the directory's parts, or 0 when there is none.
    static long bytes(Path data, String part) {
        var folder = data.resolve(part);
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (var files = Files.walk(folder)) {
            return files.mapToLong(Footprint::size).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The parts that grow with the records.
    static List<String> parts() {
        return KEPT;
    }

    /// A file that goes away meanwhile has no size.
    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException _) {
            return 0;
        }
    }
}
