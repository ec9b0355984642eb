package io.counterfoil.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.platform.embedded.Ports;
import io.counterfoil.platform.embedded.Postgres;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A data directory that an older program left behind (its ORIGIN says which and what is in it)
/// opens with this one: what it holds is proven, and its log, its numbers and its keys go on.
class UpgradeStory {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path OLD =
            Path.of("src/test/resources/upgrade/version-7.tar.gz").toAbsolutePath();

    private static final String FILE = "63bd1a0533aa82132b4500f056414b42";
    private static final String DIGEST = "0746015f21f6e7e10c9331fe7274ec0e";
    private static final String INVOICE = "51361b98de767dd2b3d7573e30af1bec";
    private static final long LEAVES = 5;

    @TempDir Path folder;

    @Test
    void aDirectoryOfAnOlderVersionOpensAndGoesOn() throws Exception {
        var data = unpack();
        restoreTables(data);
        try (var product = Product.start(data)) {
            assertThat(size(product)).isGreaterThanOrEqualTo(LEAVES);
            assertThatTheOldIsProven(product);
            assertThatANumberStaysTaken(product);
            assertThatItGoesOn(product);
        }
    }

    private void assertThatTheOldIsProven(Product product) throws IOException {
        for (var id : new String[] {FILE, DIGEST, INVOICE}) {
            var record = json(product.send(product.request("/v1/evidence/" + id)));
            assertThat(record.path("state").asText()).as(record.toString()).isEqualTo("dated");
        }
        var content = product.request("/v1/evidence/%s/content".formatted(FILE), "depositor");
        assertThat(product.send(content).body()).isEqualTo("Kept since the first version.\n");
        for (var id : Map.of(FILE, "depositor", INVOICE, "issuer").entrySet()) {
            var path = "/v1/evidence/%s/package".formatted(id.getKey());
            var file = folder.resolve(id.getKey() + ".asice");
            Files.write(file, product.fetch(product.request(path, id.getValue())).body());
            var data = product.data().toString();
            var verified = Product.run("verify", file.toString(), "--data", data);
            assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
        }
    }

    private static void assertThatANumberStaysTaken(Product product) throws IOException {
        var taken = json(product.send(issue(product, invoice(product).toString(), "ext")));
        assertThat(taken.path("type").asText()).isEqualTo("/problems/number-taken");
    }

    private static void assertThatItGoesOn(Product product) throws IOException {
        var invoice = invoice(product);
        ((ObjectNode) invoice.path("head")).remove("number");
        var next = issue(product, invoice.toString(), "own").header("Prefer", "wait=60");
        var issued = json(product.send(next));
        assertThat(issued.path("number").asText()).as(issued.toString()).isEqualTo("OWN-0002");
        assertThat(issued.path("state").asText()).isIn("final", "dated");
        assertThat(size(product)).isGreaterThan(LEAVES);
    }

    private static JsonNode invoice(Product product) throws IOException {
        var asked =
                product.request("/v1/invoices/" + INVOICE, "issuer")
                        .header("Accept", "application/json");
        return json(product.send(asked));
    }

    private static HttpRequest.Builder issue(Product product, String invoice, String series) {
        return product.request("/v1/invoices?series=" + series, "issuer")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(invoice));
    }

    private static long size(Product product) throws IOException {
        var note = product.send(product.request("/ledger/log1/checkpoint"));
        return Checkpoint.parse(SignedNote.parse(note.body()).text()).size();
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    private Path unpack() throws IOException, InterruptedException {
        var data = Files.createDirectory(folder.resolve("data"));
        var tar =
                new ProcessBuilder("tar", "-xzf", OLD.toString())
                        .directory(data.toFile())
                        .inheritIO()
                        .start();
        assertThat(tar.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(tar.exitValue()).isZero();
        return data;
    }

    private static void restoreTables(Path data) throws IOException, SQLException {
        var binaries = Path.of("target", "embedded").toAbsolutePath();
        var directory = data.resolve("postgres");
        var password = directory.resolve("password");
        var tables = data.resolve("tables.sql");
        try (var postgres = Postgres.start(binaries, directory, password, Ports.anyFree());
                var connection =
                        DriverManager.getConnection(
                                postgres.jdbcUrl(),
                                Postgres.USER,
                                Files.readString(password).strip());
                var statement = connection.createStatement()) {
            statement.execute(Files.readString(tables, UTF_8));
        }
        Files.delete(tables);
    }
}
