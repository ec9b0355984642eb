package io.counterfoil.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.story.Product.Settings;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One build, started with some of its roles: the others' addresses say so, and nothing of theirs
/// runs.
class RolesStory {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DIGEST =
            "{\"digest\":{\"sha-256\":\"%s\"}}".formatted("0a".repeat(32));

    @TempDir Path folder;

    @Test
    void onlyTheRolesThatWereStartedAnswerAndWork() throws IOException {
        try (var product = Product.start(folder)) {
            var made = product.send(digest(product).header("Prefer", "wait=30"));
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            var record = "/v1/evidence/" + JSON.readTree(made.body()).path("id").asText();
            assertThat(threads(product)).contains("intake-commit", "ledger-log1", "\"evidence\"");

            product.stop();
            product.restart(new Settings("ledger,member", Map.of()));
            assertThat(product.send(product.request(record + "/proof")).statusCode())
                    .isEqualTo(200);
            assertThat(product.send(product.request("/ledger/log1/checkpoint")).statusCode())
                    .isEqualTo(200);
            assertThat(threads(product))
                    .contains("ledger-log1")
                    .doesNotContain("intake-", "invoice-rules", "\"evidence\"");
            assertNotHere(product, digest(product));
            for (var path :
                    new String[] {
                        record, record + "/package", "/", "/v1/authority/verifications/" + "0"
                    }) {
                assertNotHere(product, product.request(path));
            }
        }
    }

    private static HttpRequest.Builder digest(Product product) {
        return product.request("/v1/evidence", "depositor")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(DIGEST));
    }

    private static void assertNotHere(Product product, HttpRequest.Builder request)
            throws IOException {
        var answer = product.send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        assertThat(JSON.readTree(answer.body()).path("type").asText())
                .isEqualTo("/problems/role-not-here");
    }

    /// The names of the threads of the process, as its JDK sees them.
    private static String threads(Product product) throws IOException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process =
                new ProcessBuilder(jcmd, String.valueOf(product.pid()), "Thread.print").start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
