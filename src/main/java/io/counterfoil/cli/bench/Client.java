package io.counterfoil.cli.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Requests of the load. Anything but the wanted answer ends the run: a refused request is no
/// figure.
final class Client {

    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
    private static final Duration FINAL_MAX = Duration.ofMinutes(5);
    private static final long POLL_NANOS = 10_000_000;

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Client(URI base) {
        this.base = base;
    }

    /// Reads a path.
    byte[] get(String path) {
        return send(request(path).GET(), 200).body();
    }

    /// Posts a body under an API key.
    ///
    /// @param wait seconds to wait for the record to be final; 0 to return at the promise
    byte[] post(String path, String key, String type, String body, int wait) {
        var request =
                request(path)
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body));
        if (wait > 0) {
            request.header("Prefer", "wait=" + wait);
        }
        return send(request, wait > 0 ? 201 : 202).body();
    }

    /// The size of the last final checkpoint.
    long finalSize() {
        var lines =
                new String(get("/ledger/log1/checkpoint"), StandardCharsets.UTF_8).split("\n", 3);
        return Long.parseLong(lines[1]);
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

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER_MAX);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request, int wanted) {
        var answer = exchange(request);
        if (answer.statusCode() != wanted) {
            throw new BenchException(
                    "%s answered %d instead of %d: %s"
                            .formatted(
                                    answer.uri().getPath(),
                                    answer.statusCode(),
                                    wanted,
                                    new String(answer.body(), StandardCharsets.UTF_8)));
        }
        return answer;
    }

    private HttpResponse<byte[]> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new BenchException("The server does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.");
        }
    }
}
