package io.counterfoil.cli.bench;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Consumer;

/// Digests, from the request to the quorum's signatures.
final class DigestRows {

    private static final int BATCH = 10_000;
    private static final int BATCHES_AT_ONCE = 3;
    private static final int SINGLES_AT_ONCE = 128;
    private static final int WAIT_SECONDS = 30;

    private final Target target;
    private final Client client;
    private final Duration time;
    private final SecureRandom random = new SecureRandom();

    /// @param time of each load
    DigestRows(Target target, Client client, Duration time) {
        this.target = target;
        this.client = client;
        this.time = time;
    }

    /// A load that is not counted, three times as long: what is compiled at run time is compiled.
    void warmUp() {
        Load.closed(SINGLES_AT_ONCE, time.multipliedBy(2), _ -> single(0));
        Load.closed(BATCHES_AT_ONCE, time, _ -> batch());
        client.awaitQuiet();
    }

    /// @return records that were made final
    long batches(RawLimits raw, Consumer<Row> rows) throws java.io.IOException {
        long before = client.finalSize();
        long began = System.nanoTime();
        var promised = Load.closed(BATCHES_AT_ONCE, time, _ -> batch());
        long count = promised.count() * BATCH;
        client.awaitFinal(before + count);
        double perSecond = count / seconds(began);
        rows.accept(
                Row.alone(
                        "digests promised, batches of 10,000",
                        BATCH * promised.perSecond(),
                        "1/s"));
        rows.accept(
                new Row(
                        "digests until final, batches of 10,000",
                        perSecond,
                        "1/s",
                        "records/s that Kafka acknowledges",
                        raw.kafka()));
        rows.accept(
                new Row(
                        "",
                        perSecond,
                        "1/s",
                        "rows/s that PostgreSQL commits, 5,000 a commit",
                        raw.postgres()));
        rows.accept(
                new Row(
                        "",
                        perSecond,
                        "1/s",
                        "entries/s that one core hashes",
                        RawLimits.sha256()));
        return count;
    }

    /// @return the rate
    double singles(Consumer<Row> rows) {
        var floor =
                Load.closed(SINGLES_AT_ONCE, time.dividedBy(2), _ -> client.get("/q/health/live"));
        long before = client.finalSize();
        long began = System.nanoTime();
        long count = Load.closed(SINGLES_AT_ONCE, time, _ -> single(0)).count();
        client.awaitFinal(before + count);
        double perSecond = count / seconds(began);
        rows.accept(
                new Row(
                        "digests until final, one a request",
                        perSecond,
                        "1/s",
                        "empty requests/s, same client and server",
                        floor.perSecond()));
        return perSecond;
    }

    /// From request to final, asked at half the rate that was reached.
    void latency(double perSecond, RawLimits raw, Consumer<Row> rows) throws java.io.IOException {
        var latencies = Load.open(perSecond / 2, time, _ -> single(WAIT_SECONDS));
        double sync = raw.sync();
        rows.accept(
                new Row(
                        "request until final at half load, p50",
                        latencies.percentile(0.50),
                        "ms",
                        "one page written and synced",
                        sync));
        rows.accept(
                new Row(
                        "request until final at half load, p99",
                        latencies.percentile(0.99),
                        "ms",
                        "one page written and synced",
                        sync));
    }

    /// Submits digests, to have records that can be asked for.
    String submitted() {
        return id(single(WAIT_SECONDS));
    }

    private String single(int wait) {
        return client.post(
                "/v1/evidence", target.depositorKey(), "application/json", digest(), wait);
    }

    private void batch() {
        var body = new StringBuilder(BATCH * 90);
        for (int i = 0; i < BATCH; i++) {
            body.append(digest()).append('\n');
        }
        client.post(
                "/v1/evidence/batch",
                target.depositorKey(),
                "application/x-ndjson",
                body.toString(),
                0);
    }

    private String digest() {
        var digest = new byte[32];
        random.nextBytes(digest);
        return "{\"digest\":{\"sha-256\":\"%s\"}}".formatted(HexFormat.of().formatHex(digest));
    }

    private static String id(String text) {
        int at = text.indexOf("\"id\":\"") + 6;
        return text.substring(at, at + 32);
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
