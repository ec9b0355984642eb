package io.counterfoil.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever a conversion loses it says.
class ConversionTest {

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"UBL_INVOICE", "CII", "JSON"})
    void theFullInvoiceLosesNothing(Format format) throws Exception {
        var reading = new Reading(OwnInvoices.EVERY_TERM.invoice(), Format.JSON, List.of());

        assertThat(Conversion.of(reading, format).lost()).isEmpty();
    }

    @Test
    void whatTheModelHasNoRoomForIsSaidWithItsPlace() throws Exception {
        var xml =
                new String(
                                Invoices.write(
                                        OwnInvoices.EVERY_TERM.invoice(), Format.UBL_INVOICE),
                                StandardCharsets.UTF_8)
                        .replaceFirst(
                                "<cbc:ID>", "<cbc:CopyIndicator>true</cbc:CopyIndicator><cbc:ID>");
        var converted =
                Conversion.of(Invoices.read(xml.getBytes(StandardCharsets.UTF_8)), Format.CII);

        assertThat(converted.lost())
                .singleElement()
                .satisfies(loss -> {
                    assertThat(loss.location()).isEqualTo("/ubl:Invoice/cbc:CopyIndicator");
                    assertThat(loss.value()).isEqualTo("true");
                    assertThat(loss.line()).isPositive();
                });
    }

    /// The due date of a credit note stands among its means of payment in UBL.
    @Test
    void aTermThatASyntaxCannotHoldIsSaid() throws Exception {
        var json =
                (ObjectNode)
                        new ObjectMapper()
                                .readTree(
                                        Invoices.write(
                                                OwnInvoices.CREDIT_NOTE.invoice(), Format.JSON));
        json.remove("payment");
        var reading = Invoices.read(json.toString().getBytes(StandardCharsets.UTF_8));

        assertThat(Conversion.of(reading, Format.UBL_CREDIT_NOTE).lost())
                .containsExactly(new Conversion.Loss("BT-9", "", 0, "2026-12-21"));
        assertThat(Conversion.of(reading, Format.CII).lost()).isEmpty();
    }
}
