package io.counterfoil.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.evidence.PdfA;
import io.counterfoil.evidence.SampleLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a record's owner and those who receive it get over HTTP: certificate, package, links, and
/// verification.
class EvidenceOverHttpStory {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] DOCUMENT = "The parties agree.\n".getBytes(UTF_8);
    private static final String PACKAGE = "application/vnd.etsi.asic-e+zip";
    private static final String DAY = "{\"expiresAt\":\"%s\"}";

    @TempDir static Path folder;

    private static Product product;
    private static String id;

    @BeforeAll
    static void preserveAFile() throws IOException {
        product = Product.start(folder.resolve("data"));
        id = json(submit(DOCUMENT)).path("id").asText();
        Product.await(
                "dated",
                Duration.ofSeconds(30),
                () -> record().path("state").asText().equals("dated"));
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void theCertificateIsPdfAAndSaysItsTimesInUtc() throws Exception {
        var answer = product.fetch(owned("/certificate"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(PdfA.findings(answer.body())).isEmpty();
        try (var pdf = Loader.loadPDF(answer.body())) {
            var text = new PDFTextStripper().getText(pdf);
            assertThat(text).contains(id, "证据证明书", "counterfoil.local/log1");
            assertThat(text)
                    .containsPattern("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC, ± 1 s");
        }
        assertThat(record().path("links").path("certificate").asText())
                .isEqualTo("/v1/evidence/" + id + "/certificate");
    }

    @Test
    void whatIsNotThereHasNoCertificate() throws IOException {
        var unknown = "/v1/evidence/%s/certificate".formatted("0".repeat(32));
        assertProblem(404, "not-found", product.request(unknown, "depositor"));
        var anonymous = product.request("/v1/evidence/" + id + "/certificate");
        assertProblem(401, "unauthenticated", anonymous);
    }

    @Test
    void aFileLargerThanTenMegabytesIsTaken() throws IOException {
        assertThat(submit(new byte[12 << 20]).statusCode()).isEqualTo(202);
    }

    @Test
    void aLongBodyIsRefusedWhereNoneIsRead() throws IOException {
        var tenant =
                product.request("/v1/tenants", "operator")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(new byte[100 << 10]));
        assertProblem(413, "too-large", tenant);
    }

    @Test
    void aPackageIsProvenAndAnAlteredOneIsNot() throws IOException {
        var bytes = product.fetch(owned("/package")).body();
        var proven = verify(PACKAGE, bytes);
        assertThat(proven.path("conclusion").asText()).as(proven.toString()).isEqualTo("proven");
        assertThat(proven.path("id").asText()).isEqualTo(id);
        assertThat(proven.path("steps").findValuesAsText("name"))
                .contains("document", "manifest", "quorum", "inclusion", "time-stamp-001");

        var altered = bytes.clone();
        altered[new String(bytes, 0, 400, UTF_8).indexOf("parties")] ^= 1;
        var broken = verify(PACKAGE, altered);
        assertThat(broken.path("conclusion").asText()).isEqualTo("broken");
        assertThat(result(broken, "document")).isEqualTo("failed");
        assertThat(result(broken, "inclusion")).isEqualTo("passed");

        var half = verify(PACKAGE, Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(half.path("conclusion").asText()).isEqualTo("broken");
    }

    @Test
    void aStrangersPackageIsConsistentButNotTrusted() throws Exception {
        var bytes = new ByteArrayOutputStream();
        new SampleLog(Files.createDirectory(folder.resolve("stranger")))
                .withDocument()
                .write(bytes);
        var report = verify(PACKAGE, bytes.toByteArray());
        assertThat(report.path("conclusion").asText()).as(report.toString()).isEqualTo("untrusted");
        assertThat(result(report, "quorum")).isEqualTo("untrusted");
        assertThat(report.path("summary").asText()).startsWith("Consistent, but");
    }

    @Test
    void aFileWithItsProofIsProvenByWhatTheServerHasOrByWhatIsSent() throws IOException {
        var proof = product.fetch(product.request("/v1/evidence/" + id + "/proof")).body();
        var looked = verify(Map.of("file", DOCUMENT, "proof", proof));
        assertThat(looked.path("conclusion").asText()).as(looked.toString()).isEqualTo("proven");

        var parts = unpack(product.fetch(owned("/package")).body());
        var entry = part(parts, "META-INF/ledger/entry.cbor");
        var manifest = part(parts, "manifest.json");
        var sent = Map.of("file", DOCUMENT, "proof", proof, "entry", entry, "manifest", manifest);
        assertThat(verify(sent).path("conclusion").asText()).isEqualTo("proven");

        var other = Map.of("file", "Other.".getBytes(UTF_8), "proof", proof);
        assertThat(verify(other).path("conclusion").asText()).isEqualTo("broken");
        var mixed = new LinkedHashMap<>(sent);
        mixed.put("file", "Other.".getBytes(UTF_8));
        assertThat(result(verify(mixed), "document")).isEqualTo("failed");
        var torn = Map.of("file", DOCUMENT, "proof", "no proof".getBytes(UTF_8));
        assertProblem(400, "malformed", form(torn));
        assertProblem(400, "malformed", form(Map.of("proof", proof)));
    }

    @Test
    void aShareLinkOpensTheRecordUntilItIsRevoked() throws IOException {
        var made = share("{}");
        for (var part : new String[] {"package", "certificate", "content"}) {
            var link = made.path("links").path(part).asText();
            assertThat(product.fetch(product.request(link)).statusCode()).as(part).isEqualTo(200);
        }
        var secret = made.path("secret").asText();
        var bearer =
                product.request("/v1/evidence/" + id + "/content")
                        .header("Authorization", "Bearer " + secret);
        assertThat(product.send(bearer).body().getBytes(UTF_8)).isEqualTo(DOCUMENT);
        assertThat(made.path("url").asText()).endsWith("/#q=%s&share=%s".formatted(id, secret));

        var another = json(submit("Another.".getBytes(UTF_8))).path("id").asText();
        var wrong = "/v1/evidence/%s/content?share=%s".formatted(another, secret);
        assertProblem(404, "not-found", product.request(wrong));
        var revoked =
                product.request(
                        "/v1/evidence/%s/shares/%s".formatted(id, made.path("id").asText()),
                        "depositor");
        assertThat(product.send(revoked.DELETE()).statusCode()).isEqualTo(204);
        var link = product.request(made.path("links").path("content").asText());
        assertProblem(404, "not-found", link);
        assertThat(Files.readString(product.data().resolve("story.log"))).doesNotContain(secret);
    }

    @Test
    void aShareLinkOpensTheRecordWhateverKeyIsSentBeside() throws IOException {
        var link = share("{}").path("links").path("content").asText();
        var stranger = strangersKey();
        assertThat(status(with(stranger, link))).isEqualTo(200);
        assertThat(status(with(product.key("authority"), link))).isEqualTo(200);
        assertThat(status(with("cf_nobody", link))).isEqualTo(401);
        var wrong = link.substring(0, link.length() - 64) + "0".repeat(64);
        assertThat(status(with(stranger, wrong))).isEqualTo(404);
        assertThat(status(with(product.key("depositor"), wrong))).isEqualTo(200);
    }

    @Test
    void twoShareLinksMadeAtTheSameMomentAreTwo() throws Exception {
        var made = new ArrayList<JsonNode>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var together = new CyclicBarrier(2);
            Callable<JsonNode> sharing =
                    () -> {
                        together.await();
                        return share("{}");
                    };
            for (var each : threads.invokeAll(List.of(sharing, sharing))) {
                made.add(each.get());
            }
        }
        var first = made.getFirst();
        var second = made.getLast();
        assertThat(first.path("secret")).isNotEqualTo(second.path("secret"));
        var listed = json(product.send(owned("/shares"))).path("items").findValuesAsText("id");
        assertThat(listed).contains(first.path("id").asText(), second.path("id").asText());
        var path = "/v1/evidence/%s/shares/%s".formatted(id, first.path("id").asText());
        assertThat(status(product.request(path, "depositor").DELETE())).isEqualTo(204);
        assertThat(status(product.request(content(first)))).isEqualTo(404);
        assertThat(status(product.request(content(second)))).isEqualTo(200);
    }

    private static String content(JsonNode share) {
        return share.path("links").path("content").asText();
    }

    private static HttpRequest.Builder with(String key, String path) {
        return product.request(path).header("Authorization", "Bearer " + key);
    }

    /// A key that may preserve, of a tenant that has preserved nothing.
    private static String strangersKey() throws IOException {
        var tenant = operator("/v1/tenants", "{\"name\":\"stranger\"}").path("id").asText();
        return operator(
                        "/v1/tenants/%s/keys".formatted(tenant),
                        "{\"role\":\"depositor\",\"label\":\"story\"}")
                .path("key")
                .asText();
    }

    private static JsonNode operator(String path, String body) throws IOException {
        return json(
                product.send(
                        product.request(path, "operator")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))));
    }

    @Test
    void aShareLinkExpiresAndOnlyTheOwnerMakesOne() throws IOException {
        var soon = Instant.now().plusSeconds(3);
        var link = share(DAY.formatted(soon)).path("links").path("content").asText();
        assertThat(product.send(product.request(link)).statusCode()).isEqualTo(200);
        Product.await(
                "expired", Duration.ofSeconds(10), () -> status(product.request(link)) == 404);
        var past = shares("depositor", DAY.formatted("2020-01-01T00:00:00Z"));
        assertProblem(400, "parameter-invalid", past);
        assertProblem(403, "role-missing", shares("auditor", "{}"));
        assertThat(json(product.send(owned("/shares"))).path("items").toString())
                .doesNotContain("cfs_");
    }

    private static HttpResponse<String> submit(byte[] file) throws IOException {
        return product.send(
                product.request("/v1/evidence", "depositor")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofByteArray(file)));
    }

    private static JsonNode record() {
        try {
            return json(product.send(product.request("/v1/evidence/" + id)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpRequest.Builder owned(String part) {
        return product.request("/v1/evidence/" + id + part, "depositor");
    }

    private static HttpRequest.Builder shares(String role, String body) {
        return product.request("/v1/evidence/%s/shares".formatted(id), role)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private static JsonNode share(String body) throws IOException {
        var answer = product.send(shares("depositor", body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    private static JsonNode verify(String type, byte[] body) throws IOException {
        var request =
                product.request("/v1/verifications")
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body));
        var answer = product.send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static JsonNode verify(Map<String, byte[]> parts) throws IOException {
        var answer = product.send(form(parts));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static HttpRequest.Builder form(Map<String, byte[]> parts) {
        var body = new ByteArrayOutputStream();
        parts.forEach((name, content) -> {
            var head = "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n".formatted(name);
            body.writeBytes(head.getBytes(UTF_8));
            body.writeBytes(content);
            body.writeBytes("\r\n".getBytes(UTF_8));
        });
        body.writeBytes("--b--\r\n".getBytes(UTF_8));
        return product.request("/v1/verifications")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArray(body.toByteArray()));
    }

    private static Map<String, byte[]> unpack(byte[] zip) throws IOException {
        var parts = new LinkedHashMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                parts.put(entry.getName(), in.readAllBytes());
            }
        }
        return parts;
    }

    private static byte[] part(Map<String, byte[]> parts, String name) {
        return Objects.requireNonNull(parts.get(name), name);
    }

    private static String result(JsonNode report, String step) {
        for (var each : report.path("steps")) {
            if (each.path("name").asText().equals(step)) {
                return each.path("result").asText();
            }
        }
        return "absent";
    }

    private static int status(HttpRequest.Builder request) {
        try {
            return product.send(request).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    private static void assertProblem(int status, String type, HttpRequest.Builder request)
            throws IOException {
        var answer = product.send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).path("type").asText())
                .isEqualTo("/problems/" + type);
    }
}
