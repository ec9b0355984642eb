package io.counterfoil.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.browser.Browser;
import io.counterfoil.browser.Key;
import io.counterfoil.browser.Page;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The portal as a person meets it, in Chromium. Pictures of what it showed are left in
/// `target/portal`.
class PortalStory {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PICTURES = Path.of("target", "portal");
    private static final byte[] DOCUMENT =
            "The parties agree on a word nobody else knows.\n".getBytes(UTF_8);
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{3})? UTC";

    /// More than the browser could hold as one string, and hashed within a second or two.
    private static final int LARGE_BYTES = 200 << 20;

    @TempDir static Path folder;

    private static Product product;
    private static Browser browser;
    private static String id;
    private static Path file;
    private static JsonNode invoice;

    @BeforeAll
    static void preserveAFile() throws IOException {
        Tool.CHROMIUM.path();
        Files.createDirectories(PICTURES);
        file = Files.write(folder.resolve("contract.txt"), DOCUMENT);
        product = Product.start(folder.resolve("data"));
        browser = Browser.start(folder.resolve("profile"));
        id = submit(DOCUMENT);
        var issued = Issuer.prepare(product).issue(1, true);
        assertThat(issued.statusCode()).as(issued.body()).isEqualTo(201);
        invoice = JSON.readTree(issued.body());
        product.awaitDated(id);
    }

    @AfterAll
    static void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
        if (product != null) {
            product.close();
        }
    }

    @Test
    void aDroppedFileIsHashedInTheBrowserAndNeverUploaded() throws Exception {
        try (var page = open("/")) {
            page.drop(file, "#drop");
            page.awaitSeen("#records", "Dated");
            assertThat(page.text("document.querySelector('#query').value")).isEqualTo(sha256(file));
            assertThat(page.requests())
                    .hasSizeGreaterThan(5)
                    .allSatisfy(request -> {
                        assertThat(request.method()).isEqualTo("GET");
                        assertThat(request.sendsBody()).isFalse();
                        assertThat(request.url()).startsWith(address("/")).hasSizeLessThan(150);
                    });
        }
    }

    @Test
    void theRecordIsShownWithItsStatesDatesAndSigners() throws IOException {
        try (var page = open("/")) {
            page.drop(file, "#drop");
            page.awaitSeen("#records details:last-of-type", "the log");
            var record = page.seen("#records");
            for (var state : new String[] {"Promised", "In the log", "Final", "Dated"}) {
                assertThat(record).containsPattern(state + "\\s+" + TIME);
            }
            assertThat(record).containsPattern("notary · " + TIME + " · outside authority");
            assertThat(
                            record.lines()
                                    .filter(line ->
                                            line.matches(
                                                    "counterfoil\\.local/(tax|notary|court|trade) · "
                                                            + TIME)))
                    .hasSizeGreaterThanOrEqualTo(3);
            assertThat(record).contains(id);
            picture(page, "record");
        }
    }

    @Test
    void aLargeFileIsHashedPieceByPiece() throws Exception {
        var large = folder.resolve("large.bin");
        try (var channel = Files.newByteChannel(large, CREATE_NEW, WRITE)) {
            channel.position(LARGE_BYTES - 1).write(ByteBuffer.wrap(new byte[] {7}));
        }
        try (var page = open("/")) {
            page.drop(large, "#drop");
            page.awaitSeen("#status", "No record of this document is found here.");
            assertThat(page.text("document.querySelector('#query').value"))
                    .isEqualTo(sha256(large));
        }
    }

    @Test
    void theKeyboardAloneIsEnough() throws IOException {
        try (var page = open("/")) {
            page.tabTo("#file");
            page.press(Key.ENTER);
            page.choose(file);
            page.awaitSeen("#records", "Dated");

            page.tabTo("#records button:nth-of-type(1)");
            page.press(Key.ENTER);
            page.awaitSeen("#status", "Enter the owner's API key below first.");
            assertThat(page.value("document.activeElement.id === 'key'").asBoolean()).isTrue();
            page.type("wrong");
            page.backTabTo("#records button:nth-of-type(1)");
            page.press(Key.SPACE);
            page.awaitSeen("#status", "This key does not open the record.");
            page.tabTo("#key");
            page.select("#key");
            page.type(product.key("depositor"));
            for (var i = 1; i <= 3; i++) {
                page.backTabTo("#records button:nth-of-type(%d)".formatted(i));
                page.press(Key.ENTER);
                page.awaitSeen("#status", "Downloaded.");
                page.tabTo("#key");
            }
            assertThat(page.downloaded(id + ".asice")).isEqualTo(owned("/package"));
            assertThat(page.downloaded(id + ".pdf")).startsWith("%PDF-".getBytes(UTF_8));
            assertThat(page.downloaded(id + ".txt")).isEqualTo(DOCUMENT);
            page.backTabTo("#records a");
            page.press(Key.ENTER);
            assertThat(page.downloaded(id + ".tlog-proof")).isEqualTo(owned("/proof"));
            assertThat(page.faults()).isEmpty();
        }
    }

    @Test
    void itSpeaksTheBrowsersLanguageUntilAnotherIsChosen() throws IOException {
        try (var page = browser.tab("zh-CN,zh")) {
            page.open(address("/#q=" + id));
            page.awaitSeen("#records details:last-of-type", "账本");
            assertThat(page.text("document.documentElement.lang")).isEqualTo("zh-CN");
            assertThat(
                            page.value(
                                    "[...document.querySelectorAll('[data-text]')].filter(e => !/\\p{sc=Han}/u.test(e.textContent)).map(e => e.dataset.text)"))
                    .isEmpty();
            assertThat(page.seen("#records")).containsPattern("已授时\\s+" + TIME).contains("外部机构");
            picture(page, "record-zh");
            page.tabTo("[data-language=en]");
            page.press(Key.SPACE);
            page.awaitSeen("#records", "Dated");
            assertThat(page.seen("#status")).isEqualTo("One record.");
            page.open(address("/"));
            assertThat(page.seen("h1")).isEqualTo("Was this document preserved, and when?");
            assertThat(page.seen("body")).doesNotContainPattern("\\p{IsHan}{3}");
            page.value("localStorage.clear()");
        }
    }

    @Test
    void whatIsNotThereIsSaidInOneSentence() throws IOException {
        try (var page = open("/")) {
            ask(page, "sha-256:" + "cd".repeat(32), "No record of this document is found here.");
            picture(page, "none");
            ask(page, "0".repeat(32), "No record has this id.");
            ask(page, "contract.txt", "That is neither 64 nor 32 digits of hex.");
            page.drop(Files.createDirectories(folder.resolve("a-folder")), "h1");
            page.awaitSeen("#status", "This file cannot be read.");
            page.offline(true);
            ask(page, "ab".repeat(32), "The server cannot be reached.");
            page.offline(false);
            assertThat(page.seen("#records")).isEmpty();
        }
    }

    @Test
    void aRecordIsFollowedUntilItIsDated() throws IOException {
        var young = submit("Just written.".getBytes(UTF_8));
        try (var page = open("/?q=" + young)) {
            page.awaitSeen("#records .badge", "Dated");
        }
    }

    @Test
    void aShareLinkOpensTheRecordUntilItIsRevoked() throws IOException {
        var share = send("depositor", "/v1/evidence/%s/shares".formatted(id), "{}");
        try (var page = browser.tab("en")) {
            page.open(share.path("url").asText());
            page.awaitSeen("#shared", "This link opens package, certificate and document");
            assertThat(page.seen("#document")).isEmpty();
            page.tabTo("#records button:nth-of-type(3)");
            page.press(Key.ENTER);
            assertThat(page.downloaded(id + ".txt")).isEqualTo(DOCUMENT);
            picture(page, "shared");
            assertThat(page.requests())
                    .noneMatch(request -> request.url().contains(share.path("secret").asText()));

            var link = "/v1/evidence/%s/shares/%s".formatted(id, share.path("id").asText());
            product.send(product.request(link, "depositor").DELETE());
            page.press(Key.ENTER);
            page.awaitSeen("#status", "it has expired, was revoked, or is not whole.");
        }
    }

    @Test
    void thePageBehindAPrintedCodeShowsTheInvoice() throws Exception {
        var code = invoice.path("page").asText();
        try (var page = browser.tab("en")) {
            page.open(code);
            assertThat(page.seen("h1")).isEqualTo("Invoice 发票 EXT-1");
            assertThat(page.seen("main"))
                    .contains(Issuer.SELLER, "In the log 已入账")
                    .containsPattern(TIME);
            picture(page, "invoice");
            page.tabTo("a.action");
            page.press(Key.ENTER);
            page.awaitSeen("#records", "Final");
            page.open(code.substring(0, code.length() - 1) + (code.endsWith("A") ? "E" : "A"));
            assertThat(page.seen("main"))
                    .contains("it was altered, or was not issued here.", "没有此发票");
            picture(page, "invoice-none");
            assertThat(page.faults()).isEmpty();
        }
    }

    @Test
    void aDroppedInvoicePdfLeadsToTheInvoice() throws Exception {
        var request = product.request("/v1/invoices/" + invoice.path("id").asText(), "issuer");
        var answer = product.fetch(request.header("Accept", "application/pdf"));
        var pdf = Files.write(folder.resolve("invoice.pdf"), answer.body());
        try (var page = open("/")) {
            page.drop(pdf, "#drop");
            page.awaitSeen("#records", "This PDF shows an invoice");
            page.awaitSeen("#records .badge", "Dated");
            assertThat(page.seen("#records"))
                    .contains("This PDF shows an invoice", invoice.path("id").asText());
            picture(page, "invoice-pdf");
            var longer = Arrays.copyOf(answer.body(), answer.body().length + 1);
            page.drop(Files.write(folder.resolve("longer.pdf"), longer), "#drop");
            page.awaitSeen("#status", "No record of this document");
        }
    }

    @Test
    void aPhoneShowsAllWithoutScrollingSidewaysAndEveryControlHasAName() throws IOException {
        try (var page = browser.tab("en")) {
            for (var width : new int[] {320, 390}) {
                page.size(width, 700, true);
                page.open(address("/#q=" + id));
                page.awaitSeen("#records details:last-of-type", "the log");
                assertThat(page.value("document.documentElement.scrollWidth").asInt())
                        .isEqualTo(width);
                assertThat(page.nameless()).isEmpty();
            }
            assertThat(page.faults()).isEmpty();
        }
    }

    private static void ask(Page page, String question, String answer) {
        page.tabTo("#query");
        page.select("#query");
        page.type(question);
        page.press(Key.ENTER);
        page.awaitSeen("#status", answer);
    }

    private static Page open(String path) throws IOException {
        var page = browser.tab("en");
        page.open(address(path));
        return page;
    }

    private static String address(String path) {
        return "http://localhost:%d%s".formatted(product.port(), path);
    }

    /// As on a desk, and as on a phone.
    private static void picture(Page page, String name) throws IOException {
        page.picture(PICTURES.resolve(name + ".png"));
        page.size(390, 844, true);
        page.picture(PICTURES.resolve(name + "-phone.png"));
        page.size(1280, 900, false);
    }

    private static String submit(byte[] document) throws IOException {
        var request =
                product.request("/v1/evidence", "depositor")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofByteArray(document));
        return JSON.readTree(product.send(request).body()).path("id").asText();
    }

    private static byte[] owned(String part) throws IOException {
        return product.fetch(product.request("/v1/evidence/" + id + part, "depositor")).body();
    }

    private static JsonNode send(String role, String path, String body) throws IOException {
        var request =
                product.request(path, role)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body));
        return JSON.readTree(product.send(request).body());
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        try (var in = Files.newInputStream(file)) {
            var piece = new byte[1 << 16];
            for (var n = in.read(piece); n >= 0; n = in.read(piece)) {
                digest.update(piece, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
