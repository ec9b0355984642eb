package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Killed while it issues invoices, the product loses no number and uses none twice.
@Tag("nightly")
class NumberStory {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ISSUERS = 6;
    private static final int KILLS = 3;

    @TempDir Path folder;

    /// The invoice's id by the number that was drawn for it.
    private final Map<String, String> issued = new ConcurrentHashMap<>();

    private final Set<String> twice = ConcurrentHashMap.newKeySet();

    @Test
    void everyDrawnNumberIsIssuedOnceAfterKillsInTheMiddle() throws Exception {
        try (var product = Product.start(folder)) {
            var issuer = Issuer.prepare(product);
            var invoice = withoutNumber(issuer);
            for (var kill = 0; kill < KILLS; kill++) {
                issueUntilKilled(product, invoice);
                product.restart();
            }
            Product.await("no gap", PATIENCE, () -> issueWithoutGap(product, invoice));
            assertThat(twice).isEmpty();
        }
    }

    @Test
    void aNumberThatCameWithTheInvoiceIsCompletedAfterKillsInTheMiddle() throws Exception {
        try (var product = Product.start(folder)) {
            var issuer = Issuer.prepare(product);
            for (var kill = 0; kill < KILLS; kill++) {
                var number = new AtomicInteger(100 * kill);
                var last = issueNumberedUntilKilled(issuer, number);
                product.restart();
                IntStream.rangeClosed(100 * kill + 1, last)
                        .forEach(each ->
                                Product.await(
                                        "number " + each,
                                        PATIENCE,
                                        () -> isComplete(issuer, each)));
            }
        }
    }

    private void issueUntilKilled(Product product, String invoice) throws InterruptedException {
        var before = issued.size();
        var issuers = start(() -> issueUntilItEnds(product, invoice));
        Product.await("some are issued", PATIENCE, () -> issued.size() > before + 10);
        product.kill();
        for (var issuer : issuers) {
            issuer.join();
        }
    }

    private void issueUntilItEnds(Product product, String invoice) {
        try {
            while (true) {
                remember(drawn(product, invoice));
            }
        } catch (IOException _) {
            // the product is gone
        }
    }

    private int issueNumberedUntilKilled(Issuer issuer, AtomicInteger number)
            throws InterruptedException {
        var first = number.get();
        var issuers =
                start(() -> {
                    try {
                        while (true) {
                            issuer.issue(number.incrementAndGet(), false);
                        }
                    } catch (IOException _) {
                        // the product is gone
                    }
                });
        Product.await("some are issued", PATIENCE, () -> number.get() > first + 15);
        issuer.product().kill();
        for (var thread : issuers) {
            thread.join();
        }
        return number.get();
    }

    private static List<Thread> start(Runnable work) {
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < ISSUERS; i++) {
            threads.add(Thread.ofVirtual().start(work));
        }
        return threads;
    }

    /// Issues one more and looks whether all numbers up to the highest are there.
    private boolean issueWithoutGap(Product product, String invoice) {
        try {
            var answer = drawn(product, invoice);
            remember(answer);
            var highest =
                    issued.keySet().stream()
                            .mapToInt(number -> Integer.parseInt(number.substring(4)))
                            .max()
                            .orElseThrow();
            return IntStream.rangeClosed(1, highest).allMatch(each -> isIssued(product, each));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remember(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var invoice = json(answer);
        var number = invoice.path("number").asText();
        if (issued.put(number, invoice.path("id").asText()) != null) {
            twice.add(number);
        }
    }

    private static boolean isIssued(Product product, int number) {
        try {
            var item =
                    "{\"items\":[{\"seller\":\"%s\",\"number\":\"OWN-%04d\"}]}"
                            .formatted(Issuer.SELLER, number);
            var request =
                    product.request("/v1/authority/verifications", "authority")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(item));
            var verdict = json(product.send(request)).path("items").path(0).path("verdict");
            return verdict.asText().equals("issued");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sent again, it is issued now, or was: then its number is taken by itself.
    private static boolean isComplete(Issuer issuer, int number) {
        try {
            var answer = issuer.issue(number, false);
            return answer.statusCode() == 202
                    || json(answer).path("type").asText().equals("/problems/number-taken");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<String> drawn(Product product, String invoice) throws IOException {
        return product.send(
                product.request("/v1/invoices?series=own", "issuer")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(invoice)));
    }

    /// The semantic model of an invoice, as JSON, that waits for its number.
    private static String withoutNumber(Issuer issuer) throws IOException {
        var made = issuer.issue(0, false);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(202);
        var path = "/v1/invoices/" + json(made).path("id").asText();
        var product = issuer.product();
        var asked = product.request(path, "issuer").header("Accept", "application/json");
        var model = json(product.send(asked));
        ((ObjectNode) model.path("head")).remove("number");
        return model.toString();
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }
}
