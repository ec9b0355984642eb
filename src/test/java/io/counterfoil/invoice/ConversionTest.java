package io.counterfoil.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterfoil.invoice.rules.RuleSet;
import io.counterfoil.invoice.rules.Validator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever a conversion loses it says.
class ConversionTest {

    private static final Validator VALIDATOR = new Validator();

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"UBL_INVOICE", "CII", "JSON"})
    void theFullInvoiceLosesNothing(Format format) throws Exception {
        var reading = new Reading(OwnInvoices.EVERY_TERM.invoice(), Format.JSON, List.of());

        assertThat(Conversion.of(reading, format).lost()).isEmpty();
    }

    /// UBL's schema wants an amount where there is a gross price; CII's rules want an accounting
    /// currency that is another than the invoice's, and the tax point once; XRechnung's want an end
    /// after the last line of its terms of discount.
    @ParameterizedTest
    @CsvSource({
        "XRECHNUNG, CII, <ram:NetPriceProductTradePrice>,"
                + " <ram:GrossPriceProductTradePrice><ram:ChargeAmount>100.00</ram:ChargeAmount>"
                + "</ram:GrossPriceProductTradePrice>$0",
        "EN16931, UBL_INVOICE, </cbc:DocumentCurrencyCode>, $0<cbc:TaxCurrencyCode>EUR</cbc:TaxCurrencyCode>",
        "XRECHNUNG, UBL_INVOICE, (?s)(<cac:PaymentTerms>.*?<cbc:Note>)[^<]*, $1#SKONTO#TAGE=7#PROZENT=2.00#%n",
        "XRECHNUNG, CII, Payable within 30 days, #SKONTO#TAGE=7#PROZENT=2.00#%n"
    })
    void whatIsValidStaysValidInTheOtherSyntax(
            RuleSet set, Format format, String place, String changed) throws Exception {
        var invoice = OwnInvoices.PLAIN.invoice();
        var text =
                new String(Invoices.write(invoice, format), StandardCharsets.UTF_8)
                        .replace(">urn:cen.eu:en16931:2017<", ">" + set.specification() + "<")
                        .replaceAll(place, changed.replace("%n", "\n"));
        var xml = text.getBytes(StandardCharsets.UTF_8);
        var other = format == Format.CII ? Format.UBL_INVOICE : Format.CII;
        var converted = Conversion.of(Invoices.read(xml), other);

        assertThat(VALIDATOR.check(xml).findings()).isEmpty();
        assertThat(VALIDATOR.check(converted.document().toArray()).findings()).isEmpty();
        assertThat(converted.lost()).isEmpty();
    }

    @Test
    void theTaxPointStandsInOneTaxOnly() throws Exception {
        var ubl =
                new String(OwnInvoices.EVERY_TERM.ubl(), StandardCharsets.UTF_8)
                        .replaceFirst("<cbc:DescriptionCode>.*</cbc:DescriptionCode>", "")
                        .replaceFirst(
                                "</cbc:InvoiceTypeCode>",
                                "$0<cbc:TaxPointDate>2026-03-31</cbc:TaxPointDate>");
        var reading = Invoices.read(ubl.getBytes(StandardCharsets.UTF_8));

        var cii = Conversion.of(reading, Format.CII);

        assertThat(reading.invoice().vat()).hasSizeGreaterThan(1);
        assertThat(new String(cii.document().toArray(), StandardCharsets.UTF_8))
                .containsOnlyOnce("<ram:TaxPointDate>");
        assertThat(cii.lost()).isEmpty();
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
