package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a running product proves, a program that shares no code with it believes: Go, with other
/// people's libraries for checkpoints, cosignatures and inclusion (`src/test/oracle/go`).
class OracleStory {

    private static final Path ORACLE = Path.of("src/test/oracle/go");

    @TempDir Path folder;

    @Test
    void aProofVerifiesWithAnIndependentImplementation() throws IOException {
        var oracle = build(Tool.GO.path());
        try (var product = Product.start(folder.resolve("data"))) {
            var record = new ObjectMapper().readTree(finalRecord(product));
            var leaf = record.path("leaf").asText();
            var proof = folder.resolve("a.tlog-proof");
            Files.writeString(
                    proof,
                    product.send(product.request(record.at("/links/proof").asText())).body());

            for (var policy : List.of("policy.txt", "policy-ed25519.txt")) {
                var trusted = product.data().resolve("trust").resolve(policy);
                assertThat(ask(oracle, proof, trusted, leaf)).as(policy).isZero();
            }
            var strangers = product.data().resolve("trust/mirrors.txt");
            assertThat(ask(oracle, proof, strangers, leaf)).isEqualTo(1);
            var policy = product.data().resolve("trust/policy.txt");
            assertThat(ask(oracle, proof, policy, "A".repeat(43) + "=")).isEqualTo(1);
        }
    }

    private static String finalRecord(Product product) throws IOException {
        var body = "{\"digest\":{\"sha-256\":\"%s\"}}".formatted("5e".repeat(32));
        var answer =
                product.send(
                        product.request("/v1/evidence", "depositor")
                                .header("Content-Type", "application/json")
                                .header("Prefer", "wait=60")
                                .POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer.body();
    }

    /// The first build fetches the libraries.
    private Path build(Path go) throws IOException {
        var program = folder.resolve("oracle");
        assertThat(run(ORACLE, go.toString(), "build", "-o", program.toString(), ".")).isZero();
        return program;
    }

    private int ask(Path oracle, Path proof, Path policy, String leaf) throws IOException {
        return run(folder, oracle.toString(), proof.toString(), policy.toString(), leaf);
    }

    private static int run(Path folder, String... command) throws IOException {
        var process = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
