package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A seller that was bound to the wrong tenant goes over to the right one, with its numbers.
class SellerStory {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    @Test
    void aSellerThatIsUnboundGoesOnWithItsNumbersElsewhere() throws IOException {
        try (var product = Product.start(folder)) {
            var wrong = new Tenant(product, first(product), product.key("issuer"));
            var issuer = Issuer.prepare(product);
            var issued = json(issuer.issue(1, true)).path("id").asText();
            var invoice = withoutNumber(wrong, issued);
            assertThat(wrong.draw(invoice).path("number").asText()).isEqualTo("OWN-0001");
            var right = Tenant.make(product, "right");
            assertThat(right.bind().statusCode()).isEqualTo(409);

            assertThat(wrong.unbind().statusCode()).isEqualTo(204);
            assertThat(wrong.unbind().statusCode()).isEqualTo(404);
            assertThat(wrong.sellers().path("items").path(0).path("unboundAt").asText())
                    .isNotEmpty();
            assertThat(json(issuer.issue(2, false)).path("type").asText())
                    .isEqualTo("/problems/seller-not-bound");
            assertThat(wrong.invoice(issued).statusCode()).isEqualTo(200);

            assertThat(right.bind().statusCode()).isEqualTo(200);
            assertThat(right.draw(invoice).path("number").asText()).isEqualTo("OWN-0002");
            assertThat(right.invoice(issued).statusCode()).isEqualTo(404);
            assertThat(wrong.bind().statusCode()).isEqualTo(409);
        }
    }

    private static String first(Product product) throws IOException {
        var tenants = json(product.send(product.request("/v1/tenants", "operator")));
        return tenants.path("items").path(0).path("id").asText();
    }

    /// The model of an issued invoice, to be issued again under the next number.
    private static String withoutNumber(Tenant tenant, String issued) throws IOException {
        var model = json(tenant.invoice(issued));
        ((ObjectNode) model.path("head")).remove("number");
        return model.toString();
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    /// A tenant and its issuer.
    private record Tenant(Product product, String id, String key) {

        static Tenant make(Product product, String name) throws IOException {
            var made = operator(product, "", "{\"name\":\"%s\"}".formatted(name));
            var id = made.path("id").asText();
            var key =
                    operator(
                            product,
                            "/%s/keys".formatted(id),
                            "{\"role\":\"issuer\",\"label\":\"story\"}");
            return new Tenant(product, id, key.path("key").asText());
        }

        private static JsonNode operator(Product product, String path, String body)
                throws IOException {
            return json(
                    product.send(
                            product.request("/v1/tenants" + path, "operator")
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(body))));
        }

        HttpResponse<String> bind() throws IOException {
            return product.send(seller().PUT(BodyPublishers.noBody()));
        }

        HttpResponse<String> unbind() throws IOException {
            return product.send(seller().DELETE());
        }

        /// In another spelling than the invoices': it is the same seller.
        private HttpRequest.Builder seller() {
            var spelt = Issuer.SELLER.replace("DE", "de%20");
            return product.request("/v1/tenants/%s/sellers/%s".formatted(id, spelt), "operator")
                    .header("Content-Type", "application/json");
        }

        JsonNode sellers() throws IOException {
            return json(
                    product.send(
                            product.request("/v1/tenants/%s/sellers".formatted(id), "operator")));
        }

        HttpResponse<String> invoice(String issued) throws IOException {
            return product.send(request("/v1/invoices/" + issued));
        }

        /// Issues under the next number of the seller's own series.
        JsonNode draw(String model) throws IOException {
            return json(
                    product.send(
                            request("/v1/invoices?series=own")
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(model))));
        }

        private HttpRequest.Builder request(String path) {
            return product.request(path).header("Authorization", "Bearer " + key);
        }
    }
}
