package io.counterfoil.invoice.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.invoice.OwnInvoices;
import io.counterfoil.invoice.Reading;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.Invoice;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InvoiceJsonTest {

    @ParameterizedTest
    @EnumSource(OwnInvoices.class)
    void theModelComesFirstAndTheInvoiceComesBack(OwnInvoices own) throws Exception {
        var json = InvoiceJson.write(own.invoice());

        assertThat(new String(json, StandardCharsets.UTF_8))
                .startsWith("{\n  \"model\" : \"EN 16931-1:2017\",\n  \"process\" : {");
        assertThat(InvoiceJson.read(json).invoice()).isEqualTo(own.invoice());
    }

    @Test
    void theModelMayBeLeftOut() throws Exception {
        assertThat(read("{\"head\":{\"number\":\"7\"}}").invoice())
                .isEqualTo(
                        read("{\"head\":{\"number\":\"7\"},\"model\":\"%s\"}"
                                        .formatted(Invoice.MODEL))
                                .invoice());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'{\"model\":\"EN 16931-1:2026\"}', 'The model is not \"EN 16931-1:2017\", the only one that is read here.'",
                "'{\"model\":16931}', 'The model is not \"EN 16931-1:2017\", the only one that is read here.'",
                "'{\"model\":{\"model\":\"EN 16931-1:2017\"}}', 'The model is not \"EN 16931-1:2017\", the only one that is read here.'",
                "'{\"model\":null}', 'The model is not \"EN 16931-1:2017\", the only one that is read here.'",
                "'{\"seller\":{\"model\":\"EN 16931-1:2017\"}}', 'An invoice has no member \"seller.model\".'",
                "'{\"lines\":[{\"model\":\"EN 16931-1:2017\"}]}', 'An invoice has no member \"lines[0].model\".'",
                "'{\"models\":\"EN 16931-1:2017\"}', 'An invoice has no member \"models\".'",
                "'{\"model\":\"EN 16931-1:2017\",\"model\":\"EN 16931-1:2017\"}', 'It is not well-formed JSON.'"
            })
    void anotherModelIsRefused(String json, String sentence) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(UnreadableInvoice.class)
                .hasMessage(sentence);
    }

    private static Reading read(String json) throws UnreadableInvoice {
        return InvoiceJson.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
