package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Schemathesis makes requests of every operation from the contract, good ones and bad ones: none
/// may end in a 500, and every answer must be one that the contract describes.
///
/// It is fetched with Python's own tools.
@Tag("nightly")
class FuzzStory {

    private static final String VERSION = "4.32.5";
    private static final long MINUTES_MAX = 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What answers must be like; the checks left out are about requests that a strict reader of
    /// the contract would refuse or take otherwise, which our own tests decide one by one.
    private static final String CHECKS =
            "not_a_server_error,status_code_conformance,content_type_conformance,"
                    + "response_headers_conformance,response_schema_conformance";

    @TempDir Path folder;

    @Test
    void noRequestMakesTheServerFailOrAnswerOutsideTheContract() throws Exception {
        var fuzzer = Tool.ofPython("schemathesis", VERSION, "schemathesis").toString();
        try (var product = Product.start(folder.resolve("data"))) {
            var config = folder.resolve("schemathesis.toml");
            Files.writeString(config, config(product));
            var outcome =
                    run(
                            fuzzer,
                            "--config-file",
                            config.toString(),
                            "run",
                            Path.of("openapi.yaml").toAbsolutePath().toString(),
                            "--phases",
                            "fuzzing,stateful",
                            "--checks",
                            CHECKS);
            assertThat(outcome.exitCode).as(outcome.out).isZero();
            assertThat(Files.readString(product.data().resolve("story.log")))
                    .doesNotContain("request failed incident=");
        }
    }

    /// Each operation is asked with the key of a role that may, and for things that are there.
    private static String config(Product product) throws IOException {
        return """
        hooks = "%s"
        base-url = "http://127.0.0.1:%d"
        workers = 2
        request-timeout = 90.0
        continue-on-failure = true
        headers = { Authorization = "Bearer %s" }

        [generation]
        max-examples = 100

        [[operations]]
        include-tag = "operator"
        headers = { Authorization = "Bearer %s" }
        parameters = { tenant = "%s" }

        [[operations]]
        include-tag = "authority"
        headers = { Authorization = "Bearer %s" }

        [[operations]]
        include-tag = "invoice"
        headers = { Authorization = "Bearer %s" }

        [[operations]]
        include-tag = "ledger"
        parameters = { log = "log1" }

        [[operations]]
        include-path-regex = '/v1/evidence/\\{id\\}.*'
        parameters = { id = "%s" }
        """
                .formatted(
                        Path.of("src/test/resources/fuzz/hooks.py").toAbsolutePath(),
                        product.port(),
                        product.key("depositor"),
                        product.key("operator"),
                        tenant(product),
                        product.key("authority"),
                        product.key("issuer"),
                        record(product));
    }

    private static String tenant(Product product) throws IOException {
        var answer = product.send(product.request("/v1/tenants", "operator"));
        return json(answer.body()).path("items").path(0).path("id").asText();
    }

    private static String record(Product product) throws IOException {
        var file =
                product.request("/v1/evidence", "depositor")
                        .header("Content-Type", "text/plain")
                        .header("Prefer", "wait=30")
                        .POST(BodyPublishers.ofString("A document to ask for."));
        return json(product.send(file).body()).path("id").asText();
    }

    private static JsonNode json(String body) throws IOException {
        return JSON.readTree(body);
    }

    private record Outcome(int exitCode, String out) {}

    private Outcome run(String... words) throws IOException, InterruptedException {
        var out = Files.createTempFile(folder, "out", ".txt");
        var process =
                new ProcessBuilder(List.of(words))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
        if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("it did not end: " + String.join(" ", words));
        }
        return new Outcome(process.exitValue(), Files.readString(out));
    }
}
