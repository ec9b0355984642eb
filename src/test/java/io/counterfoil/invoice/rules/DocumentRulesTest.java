package io.counterfoil.invoice.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.OwnInvoices;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.pdf.HybridPdf;
import io.counterfoil.invoice.pdf.HybridPdf.Attachment;
import io.counterfoil.invoice.pdf.InvoicePdf;
import io.counterfoil.invoice.pdf.Language;
import io.counterfoil.invoice.pdf.Template;
import io.counterfoil.invoice.xml.XmlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Strict mode looks at currencies, and at the PDF around the XML.
class DocumentRulesTest {

    private static final Attachment GOOD = attachment();

    private static Attachment attachment() {
        try {
            return HybridPdf.extract(pdf());
        } catch (UnreadableInvoice fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static byte[] pdf() {
        var own = OwnInvoices.PLAIN;
        return InvoicePdf.print(own.invoice(), own.cii(), Template.plain(Language.ENGLISH), null)
                .bytes()
                .toArray();
    }

    @Test
    void aPdfOfOursAgreesWithItsXml() throws Exception {
        var verdict = new Validator().checkStrictly(pdf());

        assertThat(verdict.findings()).isEmpty();
        assertThat(GOOD.level()).isEqualTo("EN 16931");
        assertThat(GOOD.declaredName()).isEqualTo("factur-x.xml");
    }

    @ParameterizedTest
    @CsvSource({
        "FACTURX_MINIMUM, MINIMUM, factur-x.xml, Data",
        "FACTURX_BASIC_WL, BASIC WL, factur-x.xml, Data",
        "FACTURX_BASIC, BASIC, factur-x.xml, Alternative",
        "EN16931, EN 16931, factur-x.xml, Alternative",
        "FACTURX_EXTENDED, EXTENDED, factur-x.xml, Alternative",
        "XRECHNUNG, XRECHNUNG, xrechnung.xml, Alternative"
    })
    void aPdfOfOursIsThatOfTheProfileThatItsXmlNames(
            RuleSet set, String level, String name, String relationship) throws Exception {
        var cii = SetInvoices.of(OwnInvoices.PLAIN, set, Format.CII);
        var invoice = Invoices.read(cii).invoice();
        var pdf = InvoicePdf.print(invoice, cii, Template.plain(Language.ENGLISH), null).bytes();

        var attachment = HybridPdf.extract(pdf.toArray());

        assertThat(attachment)
                .extracting(
                        Attachment::level,
                        Attachment::name,
                        Attachment::declaredName,
                        Attachment::relationship)
                .containsExactly(level, name, name, relationship);
        assertThat(DocumentRules.hybrid(attachment, set.specification())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CF-20, invoice.xml, Alternative, EN 16931, invoice.xml",
        "CF-21, factur-x.xml, Supplement, EN 16931, factur-x.xml",
        "CF-22, factur-x.xml, Alternative, BASIC, factur-x.xml",
        "CF-22, factur-x.xml, Alternative, ULTIMATE, factur-x.xml",
        "CF-23, factur-x.xml, Alternative, EN 16931, other.xml"
    })
    void findsWherePdfAndXmlContradictEachOther(
            String rule, String name, String relationship, String level, String declared) {
        var bad = new Attachment(name, relationship, level, declared, GOOD.xml());

        assertThat(DocumentRules.hybrid(bad, "urn:cen.eu:en16931:2017"))
                .extracting(Finding::rule)
                .containsExactly(rule);
    }

    @Test
    void aBookingAidIsData() {
        var minimum =
                new Attachment(
                        "factur-x.xml", "Alternative", "MINIMUM", "factur-x.xml", GOOD.xml());

        assertThat(DocumentRules.hybrid(minimum, RuleSet.FACTURX_MINIMUM.specification()))
                .extracting(Finding::rule)
                .containsExactly("CF-21");
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"UBL_INVOICE", "CII"})
    void everyAmountIsInTheCurrencyOfTheInvoice(Format format) throws Exception {
        var xml =
                new String(
                        Invoices.write(OwnInvoices.EVERY_TERM.invoice(), format),
                        StandardCharsets.UTF_8);

        assertThat(currencies(xml, format)).isEmpty();
        assertThat(currencies(xml.replace("currencyID=\"SEK\"", "currencyID=\"NOK\""), format))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("CF-15");
                    assertThat(finding.location()).contains("TaxTotal");
                });
    }

    private static List<Finding> currencies(String xml, Format format) throws Exception {
        return DocumentRules.currencies(
                XmlReader.read(xml.getBytes(StandardCharsets.UTF_8)), format);
    }
}
