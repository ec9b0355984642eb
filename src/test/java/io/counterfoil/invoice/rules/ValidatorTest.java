package io.counterfoil.invoice.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.OwnInvoices;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.rules.Verdict.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The verdict is that of the official artefacts, and it never says valid without having looked.
class ValidatorTest {

    private static final Validator VALIDATOR = new Validator();

    @ParameterizedTest
    @CsvSource({
        "EN16931, UBL_INVOICE", "EN16931, CII", "PEPPOL_BIS3, UBL_INVOICE",
        "PEPPOL_BIS3, UBL_CREDIT_NOTE", "XRECHNUNG, UBL_INVOICE", "XRECHNUNG, CII",
        "FACTURX_BASIC_WL, CII", "FACTURX_BASIC, CII", "FACTURX_EXTENDED, CII"
    })
    void aGoodInvoiceIsValidWithoutAnyFinding(RuleSet ruleSet, Format format) throws Exception {
        var own = format == Format.UBL_CREDIT_NOTE ? OwnInvoices.CREDIT_NOTE : OwnInvoices.PLAIN;

        var verdict = VALIDATOR.check(SetInvoices.of(own, ruleSet, format));

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Outcome.VALID);
        assertThat(verdict.checks())
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.ruleSet()).isEqualTo(ruleSet.title());
                    assertThat(check.hash()).matches("[0-9a-f]{64}");
                });
    }

    /// The schema's words are its validator's; the places are ours.
    @ParameterizedTest
    @CsvSource({
        "2026-11-21</cbc:IssueDate>, 2026-02-31</cbc:IssueDate>, /ubl:Invoice/cbc:IssueDate, BT-2",
        "<cbc:InvoicedQuantity, <cbc:Quantity/><cbc:InvoicedQuantity, /ubl:Invoice/cac:InvoiceLine/cbc:Quantity, BG-25[1]",
        "</cac:InvoiceLine>, </cac:InvoiceLine><cbc:ID>7</cbc:ID>, /ubl:Invoice/cbc:ID[2], BT-1"
    })
    void whatBreaksTheSchemaHasAPlace(String what, String with, String location, String model)
            throws Exception {
        var xml = text(Format.UBL_INVOICE).replaceFirst(Pattern.quote(what), with);

        var verdict = VALIDATOR.check(xml.getBytes(StandardCharsets.UTF_8));

        assertThat(verdict.outcome()).isEqualTo(Outcome.INVALID);
        var first = verdict.findings().getFirst();
        assertThat(first.rule()).isEqualTo("XSD");
        assertThat(first.advice().message()).startsWith("cvc-");
        assertThat(first.place().location()).isEqualTo(location);
        assertThat(first.place().line()).isPositive();
        assertThat(first.place().model()).isEqualTo(model);
    }

    /// A server does so while it starts; what a rule set says of the sample is nobody's concern.
    @Test
    void everyRuleSetCanBeWarmedUp() throws Exception {
        var validator = new Validator();
        validator.warmUp();
        validator.warmUpAll();

        assertThat(
                        validator.check(
                                SetInvoices.of(OwnInvoices.PLAIN, RuleSet.XRECHNUNG, Format.CII)))
                .extracting(Verdict::outcome)
                .isEqualTo(Outcome.VALID);
    }

    @ParameterizedTest
    @CsvSource({"UBL_INVOICE", "CII"})
    void aWrongSumNamesRuleTermAndPlace(Format format) throws Exception {
        var xml = text(format).replace(">238.00<", ">239.00<");

        var verdict = VALIDATOR.check(xml.getBytes(StandardCharsets.UTF_8));

        assertThat(verdict.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(verdict.findings()).extracting(Finding::rule).contains("BR-CO-15");
        var finding =
                verdict.findings().stream()
                        .filter(f -> f.rule().equals("BR-CO-15"))
                        .findFirst()
                        .orElseThrow();
        assertThat(finding.severity()).isEqualTo(Severity.FATAL);
        assertThat(finding.terms()).contains("BT-112");
        assertThat(finding.location()).isNotEmpty();
    }

    @Test
    void aCodeThatAFacturXProfileDoesNotHaveIsFoundInThePublishersList() throws Exception {
        var xml =
                plain(RuleSet.FACTURX_BASIC).replaceFirst("unitCode=\"\\w+\"", "unitCode=\"NONE\"");

        assertThat(VALIDATOR.check(xml.getBytes(StandardCharsets.UTF_8)))
                .extracting(Verdict::findings)
                .asInstanceOf(list(Finding.class))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).startsWith("FX-SCH-A-000");
                    assertThat(finding.advice().remedy()).contains("FACTUR-X_BASIC_codedb.xml");
                });
    }

    @Test
    void whatAFacturXProfileDoesNotHaveIsNamedWithItsPlace() throws Exception {
        var xml = plain(RuleSet.FACTURX_MINIMUM);

        assertThat(VALIDATOR.check(xml.getBytes(StandardCharsets.UTF_8)).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("FX-UNUSED");
                    assertThat(finding.severity()).isEqualTo(Severity.FATAL);
                    assertThat(finding.message())
                            .isEqualTo("The profile does not have this element.");
                    assertThat(finding.place().model()).isEqualTo("BG-7/BG-8");
                });

        var address =
                Pattern.compile("(?s)(<ram:BuyerTradeParty>.*?)<ram:Postal.*?</ram:Postal\\w+>");
        var without = address.matcher(xml).replaceFirst("$1");
        assertThat(VALIDATOR.check(without.getBytes(StandardCharsets.UTF_8)).outcome())
                .isEqualTo(Outcome.VALID);
    }

    @Test
    void anUnknownSpecificationIsNotChecked() throws Exception {
        var xml =
                text(Format.UBL_INVOICE).replace(">urn:cen.eu:en16931:2017<", ">urn:example:mine<");

        var verdict = VALIDATOR.check(xml.getBytes(StandardCharsets.UTF_8));

        assertThat(verdict.outcome()).isEqualTo(Outcome.NOT_CHECKED);
        assertThat(verdict.checks())
                .last()
                .satisfies(check -> assertThat(check.notChecked()).contains("not known"));
    }

    @Test
    void peppolInCiiIsNotChecked() throws Exception {
        var xml =
                text(Format.CII)
                        .replace(
                                ">urn:cen.eu:en16931:2017<",
                                ">" + RuleSet.PEPPOL_BIS3.specification() + "<");

        var verdict = VALIDATOR.check(xml.getBytes(StandardCharsets.UTF_8));

        assertThat(verdict.outcome()).isEqualTo(Outcome.NOT_CHECKED);
    }

    @Test
    void aSchemaViolationIsAFinding() throws Exception {
        var xml =
                text(Format.UBL_INVOICE)
                        .replace(
                                "<cbc:ID>2026-0001</cbc:ID>",
                                "<cbc:ID>1</cbc:ID><cbc:ID>2</cbc:ID>");

        var verdict = VALIDATOR.check(xml.getBytes(StandardCharsets.UTF_8));

        assertThat(verdict.outcome()).isEqualTo(Outcome.INVALID);
        assertThat(verdict.findings()).extracting(Finding::rule).contains("XSD");
    }

    @Test
    void scientificNotationIsNeverValid() throws Exception {
        var xml = text(Format.UBL_INVOICE).replace(">238.00<", ">2.38E+2<");

        assertThat(VALIDATOR.check(xml.getBytes(StandardCharsets.UTF_8)).outcome())
                .isEqualTo(Outcome.INVALID);
    }

    @Test
    void whatIsNoInvoiceIsRefused() {
        assertThatThrownBy(() -> VALIDATOR.check("<a/>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableInvoice.class);
    }

    private static String plain(RuleSet set) throws Exception {
        return new String(
                SetInvoices.of(OwnInvoices.PLAIN, set, Format.CII), StandardCharsets.UTF_8);
    }

    private static String text(Format format) throws IOException, UnreadableInvoice {
        return new String(Invoices.write(sample(format), format), StandardCharsets.UTF_8);
    }

    private static Invoice sample(Format format) throws IOException, UnreadableInvoice {
        var name = format == Format.UBL_CREDIT_NOTE ? "credit-note.json" : "invoice.json";
        try (var in = Objects.requireNonNull(Validator.class.getResourceAsStream(name))) {
            return Invoices.read(in.readAllBytes()).invoice();
        }
    }
}
