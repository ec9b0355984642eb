package io.counterfoil.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// All figures, in the order in which they disturb each other least. `docs/bench.md` says what
/// bounds each.
public final class Figures {

    private static final int PROOFS = 500;

    private final Target target;
    private final Client client;
    private final Duration time;

    /// @param time of each load
    public Figures(Target target, Duration time) {
        this.target = target;
        this.client = new Client(target.base());
        this.time = time;
    }

    /// Takes the figures and tells each as soon as it is known.
    ///
    /// @throws BenchException when the server does not do what it is asked
    public void take(Consumer<Row> rows) {
        try {
            var rules = new RuleRows(target, client, time);
            rules.first(rows);
            var digests = new DigestRows(target, client, time);
            var raw = new RawLimits(target.data());
            rows.accept(
                    Row.alone(
                            "memory idle, server and its children",
                            Footprint.memory(target.pid()),
                            "MiB"));
            digests.warmUp();
            var before = sizes();
            long records = digests.batches(raw, rows);
            rows.accept(Row.alone("memory after that load", Footprint.memory(target.pid()), "MiB"));
            growth(before, records, rows);
            double perSecond = digests.singles(rows);
            digests.latency(perSecond, raw, rows);
            var ids =
                    IntStream.range(0, PROOFS)
                            .parallel()
                            .mapToObj(_ -> digests.submitted())
                            .toList();
            new ReadRows(target, client, time).rows(ids, rows);
            rules.rows(rows);
            new InvoiceRows(target, client, time).rows(rows);
            rows.accept(Row.alone("memory after all of it", Footprint.memory(target.pid()), "MiB"));
        } catch (IOException e) {
            throw new BenchException("The data directory cannot be read: " + e.getMessage(), e);
        }
    }

    private Map<String, Long> sizes() {
        var sizes = new TreeMap<String, Long>();
        Footprint.parts().forEach(part -> sizes.put(part, Footprint.bytes(target.data(), part)));
        return sizes;
    }

    private void growth(Map<String, Long> before, long records, Consumer<Row> rows) {
        var after = sizes();
        after.forEach((part, size) -> {
            double grown = size - before.getOrDefault(part, 0L);
            if (grown > 0) {
                rows.accept(Row.alone("bytes kept a digest, " + part, grown / records, "B"));
            }
        });
    }
}
