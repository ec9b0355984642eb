package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An issued invoice is printed in the reader's language, and the answer says what it does not
/// carry.
class PaperStory {

    @TempDir Path folder;

    @Test
    void anInvoiceIsPrintedInTheLanguageThatIsAskedFor() throws Exception {
        try (var product = Product.start(folder)) {
            var answer = Issuer.prepare(product).issue(1, true);
            var id = new ObjectMapper().readTree(answer.body()).path("id").asText();

            assertPrinted(product, id, "de-AT,en;q=0.5", "de-DE", "Rechnung EXT-1");
            assertPrinted(product, id, "zh", "zh-CN", "发票 EXT-1");
            assertPrinted(product, id, "fr", "en-GB", "Invoice EXT-1");
        }
    }

    private static void assertPrinted(
            Product product, String id, String wanted, String language, String title)
            throws Exception {
        var answer =
                product.fetch(
                        product.request("/v1/invoices/" + id, "issuer")
                                .header("Accept", "application/pdf")
                                .header("Accept-Language", wanted));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Language")).hasValue(language);
        assertThat(answer.headers().firstValue("Counterfoil-Not-Carried")).hasValue("0");
        try (var pdf = Loader.loadPDF(answer.body())) {
            assertThat(new PDFTextStripper().getText(pdf)).contains(title);
        }
    }
}
