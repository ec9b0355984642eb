package io.counterfoil.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/// What a server on this machine says of itself.
///
/// @param isReady false, too, when nothing answers
/// @param troubles what keeps it from being ready or slows it down, each with the part that says so
record Health(boolean isReady, List<String> troubles) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER_MAX = Duration.ofSeconds(2);

    Health {
        troubles = List.copyOf(troubles);
    }

    /// Asks the server at a port.
    static Health at(int port) {
        var address = URI.create("http://127.0.0.1:%d/q/health/ready".formatted(port));
        try (var http = HttpClient.newBuilder().connectTimeout(ANSWER_MAX).build()) {
            var request = HttpRequest.newBuilder(address).timeout(ANSWER_MAX).build();
            var answer = http.send(request, BodyHandlers.ofString());
            return of(answer.statusCode(), answer.body());
        } catch (IOException e) {
            return new Health(false, List.of());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(130, "Interrupted.");
        }
    }

    /// Reads an answer.
    ///
    /// @throws IOException when it is no JSON
    static Health of(int status, String body) throws IOException {
        var checks = JSON.readTree(body).path("checks");
        var troubles =
                checks.valueStream()
                        .filter(check -> check.path("data").path("trouble").isTextual())
                        .map(Health::trouble)
                        .toList();
        return new Health(status == 200, troubles);
    }

    private static String trouble(JsonNode check) {
        return "%s: %s"
                .formatted(
                        check.path("name").asText(),
                        check.path("data").path("trouble").textValue());
    }
}
