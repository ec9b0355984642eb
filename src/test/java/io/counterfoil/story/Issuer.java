package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// A seller of the product's first tenant, with a series that its own system counts (`EXT-`) and
/// one that the product counts (`OWN-`).
record Issuer(Product product) {

    static final String SELLER = "DE123456789";

    static final Path INVOICE = Path.of("src/main/resources/io/counterfoil/cli/demo-invoice.xml");

    /// Binds the seller and registers the series.
    static Issuer prepare(Product product) throws IOException {
        var answer = product.send(product.request("/v1/tenants", "operator"));
        var tenants = new ObjectMapper().readTree(answer.body());
        var tenant = tenants.path("items").path(0).path("id").asText();
        var issuer = new Issuer(product);
        issuer.put("operator", "/v1/tenants/%s/sellers/%s".formatted(tenant, SELLER), "");
        issuer.put("issuer", series("ext"), "{\"external\":true,\"prefix\":\"EXT-\"}");
        issuer.put("issuer", series("own"), "{\"prefix\":\"OWN-\",\"digits\":4}");
        return issuer;
    }

    /// Issues the demo's invoice of today under a number of its own series.
    ///
    /// @param wait the answer is asked for once the invoice is final
    HttpResponse<String> issue(int number, boolean wait) throws IOException {
        return send(xml(number), wait);
    }

    /// The demo's invoice of today under a number of its own series.
    static String xml(int number) throws IOException {
        var today = LocalDate.now(ZoneOffset.UTC).toString();
        return Files.readString(INVOICE)
                .replace("@NUMBER@", "EXT-" + number)
                .replace("@DATE@", today);
    }

    HttpResponse<String> send(String xml, boolean wait) throws IOException {
        var request =
                product.request("/v1/invoices", "issuer")
                        .header("Content-Type", "application/xml")
                        .POST(BodyPublishers.ofString(xml));
        return product.send(wait ? request.header("Prefer", "wait=60") : request);
    }

    private static String series(String name) {
        return "/v1/sellers/%s/series/%s".formatted(SELLER, name);
    }

    private void put(String role, String path, String body) throws IOException {
        var request =
                product.request(path, role)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body));
        assertThat(product.send(request).statusCode()).as(path).isLessThan(300);
    }
}
