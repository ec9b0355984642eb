package io.counterfoil.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// Requests to one server with one API key, repeated while the server says "later".
///
/// A request is repeated only as it was: one that submits carries an Idempotency-Key, so a repeat
/// after a lost answer gets the first answer and makes no second record.
final class Calls {

    private static final int ATTEMPTS_MAX = 8;
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

    /// A server that asks for more is not waited for.
    private static final long RETRY_SECONDS_MAX = 30;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final String key;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_PATIENCE)
                    .build();

    Calls(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    /// Sends a request to a path until it is answered with something else than "later".
    ///
    /// @param complete adds method, headers and body; called anew for each attempt
    /// @throws Refusal when the server cannot be reached or stays busy
    <T> HttpResponse<T> send(
            String path, UnaryOperator<HttpRequest.Builder> complete, BodyHandler<T> body) {
        for (var attempt = 1; ; attempt++) {
            try {
                var response = http.send(request(path, complete), body);
                if (!isLater(response) || attempt == ATTEMPTS_MAX || asks(response) < 0) {
                    return response;
                }
                pause(asks(response) * 1_000);
            } catch (IOException e) {
                if (attempt == ATTEMPTS_MAX || (e instanceof ConnectException && attempt > 2)) {
                    throw unreachable(e);
                }
                pause(100L << attempt);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Refusal(130, "Interrupted.");
            }
        }
    }

    /// Sends a request whose answer is JSON.
    ///
    /// @throws Refusal with the server's own words when it refuses
    JsonNode json(String path, UnaryOperator<HttpRequest.Builder> complete) {
        var response = send(path, complete, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw refusal(response.statusCode(), response.body());
        }
        return tree(response.body());
    }

    /// The refusal that an answer is.
    static Refusal refusal(int status, byte[] body) {
        return new Refusal(1, Problems.sentence(status, body));
    }

    /// Reads an answer's JSON.
    static JsonNode tree(byte[] body) {
        try {
            return JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new Refusal(1, "The server's answer is not JSON.");
        }
    }

    private HttpRequest request(String path, UnaryOperator<HttpRequest.Builder> complete) {
        var request =
                HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer " + key);
        return complete.apply(request).build();
    }

    /// Too many requests, an overload, a full disk, a start, or the same request under way.
    private static boolean isLater(HttpResponse<?> response) {
        return switch (response.statusCode()) {
            case 429, 503 -> true;
            case 409 -> response.headers().firstValue("Retry-After").isPresent();
            default -> false;
        };
    }

    /// The seconds that the server asks for, or -1 when it is too long to wait here.
    private static long asks(HttpResponse<?> response) {
        var text = response.headers().firstValue("Retry-After").orElse("1");
        if (!text.matches("[0-9]{1,6}") || Long.parseLong(text) > RETRY_SECONDS_MAX) {
            return -1;
        }
        return Math.max(1, Long.parseLong(text));
    }

    private Refusal unreachable(IOException e) {
        return new Refusal(1, "The server at %s does not answer (%s).".formatted(base, e));
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(130, "Interrupted.");
        }
    }
}
