package io.counterfoil.cli.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;

/// Requests of the load. Anything but the wanted answer ends the run: a refused request is no
/// figure.
final class Client {

    private static final Duration FINAL_MAX = Duration.ofMinutes(5);
    private static final long POLL_NANOS = 10_000_000;
    private static final long QUIET_NANOS = 2_000_000_000;

    private final URI base;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    Client(URI base) {
        this.base = base;
    }

    /// Reads a path.
    String get(String path) {
        return answer("GET %s HTTP/1.1\r\n".formatted(path), "", 200);
    }

    /// Posts a body under an API key.
    ///
    /// @param wait seconds to wait for the record to be final; 0 to return at the promise
    String post(String path, String key, String type, String body, int wait) {
        var head =
                "POST %s HTTP/1.1\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\n"
                        .formatted(path, key, type);
        return wait > 0
                ? answer(head + "Prefer: wait=%d\r\n".formatted(wait), body, 201)
                : answer(head, body, 202);
    }

    /// Lets an invoice be checked and not issued.
    void check(String key, String invoice) {
        var head =
                "POST /v1/invoices?dry-run=true HTTP/1.1\r\nAuthorization: Bearer %s\r\n"
                        .formatted(key);
        var _ = answer(head + "Content-Type: application/xml\r\n", invoice, 200);
    }

    /// The size of the last final checkpoint.
    long finalSize() {
        return Long.parseLong(get("/ledger/log1/checkpoint").split("\n", 3)[1]);
    }

    /// Waits until a checkpoint of at least this size is final.
    void awaitFinal(long size) {
        long deadline = System.nanoTime() + FINAL_MAX.toNanos();
        while (finalSize() < size) {
            if (System.nanoTime() > deadline) {
                throw new BenchException(
                        "The log did not reach %d leaves in %d minutes."
                                .formatted(size, FINAL_MAX.toMinutes()));
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /// Waits until nothing becomes final any more: the log has caught up.
    void awaitQuiet() {
        long before = -1;
        for (long now = finalSize(); now != before; now = finalSize()) {
            before = now;
            LockSupport.parkNanos(QUIET_NANOS);
        }
    }

    private String answer(String head, String body, int wanted) {
        try {
            var connection = idle.poll();
            if (connection == null) {
                connection = new Connection(base);
            }
            var answer = connection.send(head, body);
            idle.push(connection);
            if (answer.status() != wanted) {
                throw new BenchException(
                        "%s answered %d instead of %d: %s"
                                .formatted(
                                        head.lines().findFirst().orElse(""),
                                        answer.status(),
                                        wanted,
                                        answer.body()));
            }
            return answer.body();
        } catch (IOException e) {
            throw new BenchException("The server does not answer: " + e, e);
        }
    }
}
