package io.counterfoil.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bad input over HTTP gets a problem of the closed list: never a stack trace, never a record.
class RefusalOverHttpStory {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNKNOWN = "/v1/evidence/" + "0".repeat(32);
    private static final String GOOD =
            "{\"digest\":{\"sha-256\":\"%s\"}}".formatted("0a".repeat(32));

    @TempDir static Path folder;

    private static Product product;
    private static Issuer issuer;

    @BeforeAll
    static void start() throws IOException {
        product = Product.start(folder.resolve("data"));
        issuer = Issuer.prepare(product);
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void refusesWhatCannotBeRead() throws IOException {
        for (var body :
                new String[] {
                    "",
                    "{",
                    "[]",
                    "{} {}",
                    "{\"digest\":1}",
                    "{\"digest\":{\"sha-256\":\"00\"}}",
                    "{\"digest\":{\"sha-256\":\"0a\",\"sha-256\":\"0a\"}}",
                    "{\"digest\":{\"md5\":\"00\"}}",
                    "{\"digets\":{}}",
                    "\u0000",
                    "[".repeat(5_000)
                }) {
            assertProblem(400, "malformed", digest(body));
        }
    }

    @Test
    void refusesAParameterOutsideTheContract() throws IOException {
        assertProblem(400, "parameter-invalid", product.request("/v1/evidence?digest=sha-256:zz"));
        assertProblem(400, "parameter-invalid", digest(GOOD).setHeader("Prefer", "wait=soon"));
        var nul = product.request("/v1/tenants?cursor=a%00b", "operator");
        assertProblem(400, "parameter-invalid", nul);
    }

    @Test
    void refusesAMemberThatItDoesNotKnow() throws IOException {
        var misspelt = BodyPublishers.ofString("{\"name\":\"misspelt\",\"lable\":\"a\"}");
        assertProblem(400, "malformed", tenant(misspelt));
    }

    @Test
    void refusesWhatIsTooLarge() throws IOException {
        var large = "{\"x\":\"" + "y".repeat(100_000) + "\"}";
        assertProblem(413, "too-large", digest(large));
        assertProblem(413, "too-large", tenant(BodyPublishers.ofString(large)));
        var unmeasured = new ByteArrayInputStream(large.getBytes(UTF_8));
        assertProblem(413, "too-large", tenant(BodyPublishers.ofInputStream(() -> unmeasured)));
    }

    private static HttpRequest.Builder tenant(HttpRequest.BodyPublisher body) {
        return product.request("/v1/tenants", "operator")
                .header("Content-Type", "application/json")
                .POST(body);
    }

    @Test
    void refusesAnUnknownKeyAndNoKey() throws IOException {
        var anonymous = product.request("/v1/evidence").header("Content-Type", "application/json");
        assertProblem(401, "unauthenticated", anonymous.POST(BodyPublishers.ofString(GOOD)));
        assertProblem(
                401,
                "unauthenticated",
                product.request(UNKNOWN).header("Authorization", "Bearer cf_nobody"));
    }

    @Test
    void refusesAKeyWithoutTheRole() throws IOException {
        assertProblem(
                403,
                "role-missing",
                product.request("/v1/evidence", "auditor")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(GOOD)));
    }

    @Test
    void findsNothingWhereNothingIs() throws IOException {
        for (var path : new String[] {UNKNOWN, UNKNOWN + "/proof", "/v1/evidence/x", "/nowhere"}) {
            assertProblem(404, "not-found", product.request(path));
        }
        var events = product.request(UNKNOWN + "/events").header("Accept", "text/event-stream");
        assertProblem(404, "not-found", events);
    }

    @Test
    void takesNoFileOfATypeThatIsNone() throws IOException {
        var form =
                String.join(
                        "\r\n",
                        "--b",
                        "Content-Disposition: form-data; name=\"file\"",
                        "Content-Type: none",
                        "",
                        "x",
                        "--b--",
                        "");
        assertProblem(
                400,
                "malformed",
                product.request("/v1/evidence", "depositor")
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(BodyPublishers.ofString(form)));
    }

    @Test
    void doesNotOverlookThatADigestIsNotToBeFound() throws IOException {
        assertProblem(
                400,
                "parameter-invalid",
                product.request("/v1/evidence?lookup=false", "depositor")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(GOOD)));
    }

    @Test
    void validatesTheInvoiceOfASellerThatIsBoundToNobody() throws IOException {
        var invoice = Files.readString(Issuer.INVOICE).replace("@DATE@", "2026-01-31");
        var answer =
                product.send(
                        product.request("/v1/invoices?dry-run=true", "issuer")
                                .header("Content-Type", "application/xml")
                                .POST(
                                        BodyPublishers.ofString(
                                                invoice.replace(Issuer.SELLER, "DE987654321"))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /// What the model has no place for is said by rule and place, where a rule speaks of it.
    @Test
    void namesTheRuleThatADayOutsideTheCalendarBreaks() throws IOException {
        var invoice = Files.readString(Issuer.INVOICE).replace("@DATE@", "2026-02-31");
        var answer =
                product.send(
                        product.request("/v1/invoices?dry-run=true", "issuer")
                                .header("Content-Type", "application/xml")
                                .POST(BodyPublishers.ofString(invoice)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        var finding = JSON.readTree(answer.body()).path("findings").path(0);
        assertThat(finding.path("rule").asText()).isEqualTo("XSD");
        assertThat(finding.path("location").asText()).isEqualTo("/ubl:Invoice/cbc:IssueDate");
    }

    @Test
    void givesAnInvoiceInNoFormThatWasNotAskedFor() throws IOException {
        var made = issuer.issue(1, false);
        var path = "/v1/invoices/" + JSON.readTree(made.body()).path("id").asText();
        for (var accept : new String[] {"text/html", "image/png"}) {
            var request = product.request(path, "issuer").header("Accept", accept);
            assertProblem(406, "not-acceptable", request);
        }
        var any = product.send(product.request(path, "issuer").header("Accept", "*/*"));
        assertThat(any.headers().firstValue("Content-Type")).hasValue("application/json");
        var xml = product.request(path, "issuer").header("Accept", "application/xml");
        assertThat(product.send(xml).headers().firstValue("Content-Type"))
                .hasValue("application/xml");
    }

    @Test
    void givesNothingInAFormThatWasRuledOut() throws IOException {
        var made = JSON.readTree(issuer.issue(3, false).body());
        var id = made.path("id").asText();
        var invoice = product.request("/v1/invoices/" + id, "issuer");
        assertProblem(406, "not-acceptable", accepting(invoice, "*/*;q=0"));
        assertProblem(406, "not-acceptable", accepting(invoice, "application/pdf;q=0"));
        assertGiven("application/xml", accepting(invoice, "application/json;q=0, */*"));
        var record = product.request("/v1/evidence/" + id);
        assertProblem(406, "not-acceptable", accepting(record, "application/json;q=0, */*;q=0"));
        assertGiven("application/json", accepting(record, "text/html;q=0, */*"));
        var page = product.request(made.path("page").asText().replaceFirst("http://[^/]*", ""));
        assertProblem(406, "not-acceptable", accepting(page, "image/png"));
        assertGiven("application/json", accepting(page, "text/html;q=0, */*"));
        assertGiven("text/html;charset=utf-8", accepting(page, "*/*"));
    }

    private static HttpRequest.Builder accepting(HttpRequest.Builder request, String accept) {
        return request.copy().setHeader("Accept", accept);
    }

    private static void assertGiven(String type, HttpRequest.Builder request) throws IOException {
        var answer = product.send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWithIgnoringCase(type);
    }

    @Test
    void refusesAnAddressThatIsTooLong() throws IOException {
        var long4k = "/v1/evidence?digest=" + "a".repeat(5_000);
        assertProblem(414, "address-too-long", product.request(long4k));
    }

    @Test
    void knowsAnInvoiceByItsPdfAndNoneThatWasAltered() throws IOException {
        var path =
                "/v1/invoices/" + JSON.readTree(issuer.issue(4, true).body()).path("id").asText();
        var asked = product.request(path, "issuer").header("Accept", "application/pdf");
        var pdf = product.fetch(asked).body();
        var altered = pdf.clone();
        altered[pdf.length / 2] ^= 1;
        var item = "{\"file\":\"%s\"}";
        var body =
                "{\"items\":[%s,%s]}"
                        .formatted(item.formatted(base64(pdf)), item.formatted(base64(altered)));
        var answer =
                product.send(
                        product.request("/v1/authority/verifications", "authority")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body)));
        var verdicts = JSON.readTree(answer.body()).path("items");
        assertThat(verdicts.findValuesAsText("verdict")).containsExactly("issued", "unknown");
        assertThat(verdicts.path(0).path("number").asText()).isEqualTo("EXT-4");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void hidesAnotherTenantsContent() throws IOException {
        var made = product.send(file("A secret.".getBytes(UTF_8)));
        var id = JSON.readTree(made.body()).path("id").asText();
        assertThat(made.statusCode()).as(made.body()).isEqualTo(202);
        var stranger = strangersKey();
        for (var part : new String[] {"content", "package"}) {
            assertProblem(
                    404,
                    "not-found",
                    product.request("/v1/evidence/%s/%s".formatted(id, part))
                            .header("Authorization", "Bearer " + stranger));
        }
    }

    @Test
    void refusesAMethodThatAnAddressDoesNotHave() throws IOException {
        var methods =
                Map.of(
                        "/v1/evidence", "POST, GET, HEAD",
                        "/v1/evidence/batch", "POST",
                        "/ledger/log1/tile/0/000", "GET, HEAD",
                        "/v1/sellers/a/series/b", "PUT",
                        "/", "GET, HEAD");
        for (var address : methods.entrySet()) {
            for (var method : new String[] {"DELETE", "PATCH", "OPTIONS"}) {
                var request =
                        product.request(address.getKey(), "depositor")
                                .method(method, BodyPublishers.noBody());
                assertProblem(405, "method-not-allowed", request);
                assertThat(product.send(request).headers().firstValue("Allow"))
                        .as("%s %s", method, address.getKey())
                        .hasValue(address.getValue());
            }
        }
    }

    @Test
    void takesNoCallerWhoHangsUpForAFaultOfItsOwn() throws IOException {
        var key = "Authorization: Bearer " + product.key("depositor");
        var type = "Content-Type: application/octet-stream";
        try (var wire = Wire.post(product, "/v1/evidence", key, type, "Content-Length: 99999")) {
            wire.send("only the beginning");
        }
        assertThat(product.send(file("Whole.".getBytes(UTF_8))).statusCode()).isEqualTo(202);
        assertThat(Files.readString(product.data().resolve("story.log")))
                .doesNotContain("request failed incident=");
    }

    @Test
    void refusesAnIdempotencyKeyOfAnotherRequest() throws IOException {
        var other = "{\"digest\":{\"sha-256\":\"%s\"}}".formatted("0b".repeat(32));
        var first = product.send(digest(GOOD).header("Idempotency-Key", "story"));
        var again = product.send(digest(GOOD).header("Idempotency-Key", "story"));
        assertThat(again.body()).isEqualTo(first.body());
        assertProblem(422, "key-reused", digest(other).header("Idempotency-Key", "story"));
        var asAFile = file(GOOD.getBytes(UTF_8)).header("Idempotency-Key", "story");
        assertProblem(422, "key-reused", asAFile);
    }

    @Test
    void letsNobodyKeepTheAnswerThatShowsAnApiKey() throws IOException {
        var tenant = operator("/v1/tenants", "{\"name\":\"keeper\"}", "id");
        var key = "{\"role\":\"auditor\",\"label\":\"story\"}";
        var answer =
                product.send(
                        product.request("/v1/tenants/%s/keys".formatted(tenant), "operator")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(key)));
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void saysWhereAnInvoiceDiffersFromTheOneThatHasItsNumber() throws IOException {
        assertThat(issuer.issue(2, false).statusCode()).isEqualTo(202);
        var other = Issuer.xml(2).replace(">Wien<", ">Graz<");
        var answer = JSON.readTree(issuer.send(other, false).body());
        assertThat(answer.path("type").asText()).isEqualTo("/problems/number-taken");
        var terms = answer.path("difference").path("terms");
        assertThat(terms)
                .singleElement()
                .asString()
                .contains("\"model\":\"BG-7/BG-8/BT-52\"", "\"Wien\"", "\"Graz\"");
    }

    private static HttpRequest.Builder digest(String body) {
        return product.request("/v1/evidence", "depositor")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder file(byte[] content) {
        return product.request("/v1/evidence", "depositor")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofByteArray(content));
    }

    private static String strangersKey() throws IOException {
        var tenant = operator("/v1/tenants", "{\"name\":\"stranger\"}", "id");
        var key = "{\"role\":\"depositor\",\"label\":\"story\"}";
        return operator("/v1/tenants/%s/keys".formatted(tenant), key, "key");
    }

    private static String operator(String path, String body, String wanted) throws IOException {
        var answer =
                product.send(
                        product.request(path, "operator")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).path(wanted).asText();
    }

    private static void assertProblem(int status, String type, HttpRequest.Builder request)
            throws IOException {
        var answer = product.send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        media -> assertThat(media).startsWith("application/problem+json"));
        var problem = JSON.readTree(answer.body());
        assertThat(problem.path("type").asText()).isEqualTo("/problems/" + type);
        assertThat(problem.path("detail").asText()).isNotEmpty();
        assertThat(answer.body()).doesNotContain("Exception", "\\tat ");
    }
}
