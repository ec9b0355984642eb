package io.counterfoil.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// An EN 16931 invoice of our own making, and what a seller needs before it may issue one.
final class DemoInvoice {

    private static final String SELLER = "DE123456789";
    private static final String PREFIX = "DEMO-";

    private DemoInvoice() {}

    /// Writes the invoice of today under a number that was not used before.
    static Path write(Path file) throws IOException {
        var number = String.valueOf(Instant.now().toEpochMilli());
        return Files.writeString(file, template().replace("@NUMBER@", number));
    }

    /// The invoice of today, with `@NUMBER@` where the digits of its number are to stand.
    static String template() throws IOException {
        try (var in = DemoInvoice.class.getResourceAsStream("demo-invoice.xml")) {
            if (in == null) {
                throw new IllegalStateException("demo-invoice.xml is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@NUMBER@", PREFIX + "@NUMBER@")
                    .replace("@DATE@", LocalDate.now(ZoneOffset.UTC).toString());
        }
    }

    /// Binds the seller to the tenant of the first keys, and registers the series that its own
    /// system counts; both only once.
    static void prepare(Server server) {
        var operator = server.as("operator");
        var tenants = operator.json("/v1/tenants", HttpRequest.Builder::GET);
        var tenant =
                items(tenants, "name", "default").findFirst().orElseThrow().path("id").asText();
        operator.json(
                "/v1/tenants/%s/sellers/%s".formatted(tenant, SELLER),
                request -> request.PUT(BodyPublishers.noBody()));
        var issuer = server.as("issuer");
        var path = "/v1/sellers/%s/series".formatted(SELLER);
        if (items(issuer.json(path, HttpRequest.Builder::GET), "name", "demo")
                .findAny()
                .isEmpty()) {
            issuer.json(path + "/demo", DemoInvoice::putSeries);
        }
    }

    private static HttpRequest.Builder putSeries(HttpRequest.Builder request) {
        var series = "{\"external\":true,\"prefix\":\"%s\"}".formatted(PREFIX);
        return request.header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(series));
    }

    private static Stream<JsonNode> items(JsonNode page, String member, String value) {
        return StreamSupport.stream(page.path("items").spliterator(), false)
                .filter(item -> item.path(member).asText().equals(value));
    }
}
