package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.embedded.Ports;
import io.counterfoil.story.Product.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three processes share a directory, and a PostgreSQL and a Kafka that run outside: what one
/// promises the second orders and the third dates, though one is killed and the servers go away.
class RolesApartStory {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int MANY = 2_000;
    private static final int SAMPLE = 50;

    @TempDir Path folder;

    /// In the order of their starts.
    private final List<AutoCloseable> running = new ArrayList<>();

    private OutsideServers servers;
    private Path data;
    private Product intake;
    private Product ledger;
    private Product evidence;

    /// All at once, as a machine that comes up does it.
    @BeforeEach
    void start() throws Exception {
        servers = OutsideServers.start(folder.resolve("servers"));
        running.add(servers);
        data = Files.createDirectories(folder.resolve("data"));
        int ledgerPort = Ports.anyFree();
        int notaryPort = Ports.anyFree();
        var settings = new ArrayList<>(servers.settings());
        settings.add("counterfoil.member.nodes.notary.port=" + notaryPort);
        settings.add("counterfoil.evidence.ledger=http://127.0.0.1:" + ledgerPort);
        var notary = "counterfoil.evidence.authorities.notary.";
        settings.add(notary + "url=http://127.0.0.1:%d/tsa".formatted(notaryPort));
        settings.add(notary + "roots=" + data.resolve("trust/tsa-root.pem"));
        Files.write(data.resolve("counterfoil.properties"), settings);
        evidence = begin("evidence,authority,portal", Ports.anyFree());
        intake = begin("intake", Ports.anyFree());
        ledger = begin("ledger,member", ledgerPort);
        Stream.of(evidence, intake, ledger).forEach(Product::awaitReady);
    }

    @AfterEach
    void stop() throws Exception {
        for (var each : running.reversed()) {
            each.close();
        }
    }

    @Test
    void threeProcessesDoTheWorkOfOne() throws IOException {
        walk();
        refuseSecondOnes();
        killTheLedger();
        servers.without(this::promiseNothing);
        prove(promise(3));
        var words = data.toString();
        assertThat(Product.run("status", "--data", words).out().lines()).hasSize(3);
        assertThat(Product.run("down", "--data", words).out()).contains("Stopped.");
        assertThat(Product.run("status", "--data", words).out()).contains("is stopped.");
    }

    private Product begin(String roles, int port) {
        var product = Product.begin(data, port, new Settings(roles, Map.of()));
        running.add(product);
        return product;
    }

    private void walk() throws IOException {
        var file =
                intake.request("/v1/evidence", "depositor")
                        .header("Content-Type", "text/plain")
                        .header("Prefer", "wait=60")
                        .POST(BodyPublishers.ofString("The parties agree.\n"));
        var kept = json(201, intake.send(file)).path("id").asText();
        var issued = json(201, Issuer.prepare(intake).issue(1, true)).path("id").asText();
        for (var id : List.of(kept, issued)) {
            intake.awaitDated(id);
            var path = "/v1/evidence/" + id;
            assertThat(ledger.send(ledger.request(path + "/proof")).statusCode()).isEqualTo(200);
            verify(evidence.fetch(evidence.request(path + "/package", "issuer")));
        }
        assertVerdict("issued");
        assertThat(evidence.send(evidence.request("/")).statusCode()).isEqualTo(200);
        assertThat(evidence.send(evidence.request("/v1/evidence/" + kept)).body())
                .contains("/problems/role-not-here");
        assertKeysOnce();
    }

    private void verify(HttpResponse<byte[]> answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        var file = Files.write(folder.resolve("record.asice"), answer.body());
        var trust = data.resolve("trust").toString();
        var outcome = Product.run("verify", file.toString(), "--policy", trust);
        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
    }

    private void assertVerdict(String verdict) throws IOException {
        var items =
                "{\"items\":[{\"seller\":\"%s\",\"number\":\"EXT-1\"}]}".formatted(Issuer.SELLER);
        var asked =
                evidence.request("/v1/authority/verifications", "authority")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(items));
        assertThat(evidence.send(asked).body()).contains("\"verdict\":\"%s\"".formatted(verdict));
    }

    /// Though three processes found an empty database at once.
    private void assertKeysOnce() throws IOException {
        var tenants = json(200, intake.send(intake.request("/v1/tenants", "operator")));
        var id = tenants.path("items").path(0).path("id").asText();
        var keys = "/v1/tenants/%s/keys".formatted(id);
        assertThat(json(200, intake.send(intake.request(keys, "operator"))).path("items"))
                .hasSize(5);
    }

    private void refuseSecondOnes() throws IOException {
        var port = String.valueOf(Ports.anyFree());
        var words = new String[] {"up", "--data", data.toString(), "--port", port};
        assertRefused(
                Product.run(Map.of("COUNTERFOIL_POSTGRES_URL", ""), words),
                "Counterfoil already runs on");
        assertRefused(Product.run(words), "The role intake already runs on");
        var other = Files.createDirectories(folder.resolve("other"));
        Files.copy(data.resolve("counterfoil.properties"), other.resolve("counterfoil.properties"));
        words[2] = other.toString();
        assertRefused(
                Product.run(Map.of("COUNTERFOIL_POSTGRES_PASSWORD", "wrong"), words),
                "refuses the login of counterfoil: check");
    }

    private static void assertRefused(Product.Outcome outcome, String sentence) {
        assertThat(outcome.exitCode()).as(outcome.out()).isEqualTo(1);
        assertThat(outcome.err()).contains(sentence);
        assertThat(outcome.err().strip().lines()).hasSize(1);
    }

    /// What was promised before and while it is dead becomes final once it is back.
    private void killTheLedger() throws IOException {
        var before = promise(1);
        ledger.kill();
        var meanwhile = promise(2);
        ledger.beginAgain();
        prove(before);
        prove(meanwhile);
    }

    /// Servers that are away are no reason to promise.
    private void promiseNothing() {
        try {
            var answer = intake.send(batch(4, 1));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder batch(int number, int size) {
        var lines =
                IntStream.range(0, size)
                        .mapToObj(i ->
                                "{\"digest\":{\"sha-256\":\"%032x%032x\"}}\n".formatted(number, i));
        return intake.request("/v1/evidence/batch", "depositor")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines.collect(Collectors.joining())));
    }

    /// The ids of digests that are promised.
    private List<String> promise(int number) throws IOException {
        var answer = intake.send(batch(number, MANY));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var ids = new ArrayList<String>();
        for (var line : answer.body().lines().toList()) {
            ids.add(JSON.readTree(line).path("id").asText());
        }
        assertThat(ids).hasSize(MANY).doesNotContain("");
        return ids;
    }

    /// Waits for the proof of the last, and looks for those of all in a sample.
    private void prove(List<String> ids) {
        Product.await("proof of the last", LIMIT, () -> hasProof(ids.getLast()));
        for (var i = 0; i < ids.size(); i += SAMPLE) {
            assertThat(hasProof(ids.get(i))).isTrue();
        }
    }

    private boolean hasProof(String id) {
        try {
            var proof = ledger.request("/v1/evidence/%s/proof".formatted(id));
            return ledger.send(proof).statusCode() == 200;
        } catch (IOException _) {
            return false; // it is not back yet
        }
    }

    private static JsonNode json(int status, HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }
}
