package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.story.Product.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Too many requests and a disk that is nearly full: both are said, both pass by themselves.
class LimitsStory {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// How long a body may take, in these tests.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String DIGEST =
            "{\"digest\":{\"sha-256\":\"%s\"}}".formatted("0a".repeat(32));

    /// So much less than now shall be free when the floor is reached.
    private static final long MARGIN = 512L << 20;

    private static final long BALLAST_MAX = 8 * MARGIN;

    @TempDir Path folder;

    @Test
    void aKeyThatSendsTooMuchIsToldWhenToComeBackAndOthersAreNot() throws IOException {
        var limits =
                Map.of(
                        "COUNTERFOIL_IDENTITY_REQUESTS_PER_SECOND", "1",
                        "COUNTERFOIL_IDENTITY_REQUESTS_BURST", "5");
        try (var product = Product.start(folder, new Settings("all", limits))) {
            var refused = submit(product, "depositor");
            for (var i = 0; i < 20 && refused.statusCode() != 429; i++) {
                refused = submit(product, "depositor");
            }
            assertProblem(refused, 429, "too-many-requests");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(submit(product, "issuer").statusCode()).isEqualTo(202);
            Product.await("taken again", LIMIT, () -> status(product) == 202);
        }
    }

    @Test
    void belowTheFloorNothingIsTakenProofsAreServedAndItResumesByItself() throws IOException {
        var floor = Files.getFileStore(folder).getUsableSpace() - MARGIN;
        var limits = Map.of("COUNTERFOIL_DISK_FLOOR", String.valueOf(floor));
        var data = Files.createDirectory(folder.resolve("data"));
        try (var product = Product.start(data, new Settings("all", limits))) {
            var made = product.send(digest(product, "depositor").header("Prefer", "wait=30"));
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
            var record = "/v1/evidence/" + JSON.readTree(made.body()).path("id").asText();

            var ballast = folder.resolve("ballast");
            var refused = fill(product, ballast);
            assertProblem(refused, 503, "disk-floor");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            var file =
                    product.request("/v1/evidence", "depositor")
                            .POST(BodyPublishers.ofByteArray(new byte[100]));
            assertProblem(product.send(file), 503, "disk-floor");
            for (var path : new String[] {record, record + "/proof", "/ledger/log1/checkpoint"}) {
                assertThat(product.send(product.request(path)).statusCode())
                        .as(path)
                        .isEqualTo(200);
            }

            Files.delete(ballast);
            Product.await("taken again", LIMIT, () -> status(product) == 202);
        }
    }

    @Test
    void aVerificationThatComesTooSlowlyIsCutOffAndMakesRoom() throws IOException {
        var limits =
                Map.of(
                        "COUNTERFOIL_EVIDENCE_VERIFICATIONS_MAX",
                        "1",
                        "COUNTERFOIL_EVIDENCE_VERIFICATION_PATIENCE",
                        PATIENCE.toString());
        try (var product = Product.start(folder, new Settings("all", limits))) {
            try (var slow = holdingTheOnlyPlace(product)) {
                var drip = Thread.ofVirtual().start(() -> drip(slow));
                assertThat(slow.line()).startsWith("HTTP/1.1 408 ");
                drip.interrupt();
            }
            Product.await("room again", LIMIT, () -> verify(product) == 200);
        }
    }

    /// A verification without its body, and another refused because of it. One that comes while the
    /// other is at work is itself refused, and tried again.
    private static Wire holdingTheOnlyPlace(Product product) throws IOException {
        var type = "Content-Type: application/vnd.etsi.asic-e+zip";
        var deadline = Instant.now().plus(LIMIT);
        while (Instant.now().isBefore(deadline)) {
            Product.await("a place", LIMIT, () -> verify(product) == 200);
            var slow = Wire.post(product, "/v1/verifications", type, "Content-Length: 999");
            if (refusedWithin(PATIENCE, product)) {
                return slow;
            }
            slow.close();
        }
        throw new AssertionError("not within %s: the only place is taken".formatted(LIMIT));
    }

    private static boolean refusedWithin(Duration limit, Product product) {
        var deadline = Instant.now().plus(limit);
        while (Instant.now().isBefore(deadline)) {
            if (verify(product) == 503) {
                return true;
            }
        }
        return false;
    }

    /// Sends a byte now and then until the other side hangs up, or it is interrupted.
    private static void drip(Wire wire) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                wire.send("x");
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        } catch (IOException _) {
            // it hung up
        }
    }

    private static int verify(Product product) {
        try {
            var request =
                    product.request("/v1/verifications")
                            .header("Content-Type", "application/vnd.etsi.asic-e+zip")
                            .POST(BodyPublishers.ofString("no package"));
            return product.send(request).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Lays ballast down until something is refused.
    private static HttpResponse<String> fill(Product product, Path ballast) throws IOException {
        var piece = new byte[64 << 20];
        var answer = submit(product, "depositor");
        for (var size = 0L;
                answer.statusCode() == 202 && size < BALLAST_MAX;
                size += piece.length) {
            Files.write(ballast, piece, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            answer = submit(product, "depositor");
        }
        return answer;
    }

    private static HttpRequest.Builder digest(Product product, String role) {
        return product.request("/v1/evidence", role)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(DIGEST));
    }

    private static HttpResponse<String> submit(Product product, String role) throws IOException {
        return product.send(digest(product, role));
    }

    private static int status(Product product) {
        try {
            return submit(product, "depositor").statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String type)
            throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).path("type").asText())
                .isEqualTo("/problems/" + type);
    }
}
