package io.counterfoil.invoice.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.rules.Verdict.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
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
        "FACTURX_EXTENDED, CII"
    })
    void aGoodInvoiceIsValidWithoutAnyFinding(RuleSet ruleSet, Format format) throws Exception {
        var xml =
                text(format)
                        .replace(">urn:cen.eu:en16931:2017<", ">" + ruleSet.specification() + "<");

        var verdict = VALIDATOR.check(xml.getBytes(StandardCharsets.UTF_8));

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Outcome.VALID);
        assertThat(verdict.checks())
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.ruleSet()).isEqualTo(ruleSet.title());
                    assertThat(check.hash()).matches("[0-9a-f]{64}");
                });
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
