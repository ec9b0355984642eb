package io.counterfoil.invoice.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.invoice.Corpus;
import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.model.Invoice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Strict mode finds what the official rules let pass, and says the same in every syntax.
class StrictRulesTest {

    private static final Validator VALIDATOR = new Validator();

    /// An allowance of ten per cent of 100 that says 10.02.
    private static final String ALLOWANCE =
            """
            "allowances": [ { "amount": "10.02", "base": "100.00", "percent": "10",
              "vatCategory": "S", "vatRate": "19", "reason": "Loyalty" } ], "totals"\
            """;

    /// Rule, what to replace in the good invoice, and by what.
    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("CF-01", "\"value\": \"2\"", "\"value\": \"3\""),
                Arguments.of("CF-02", "\"tax\": \"38.00\"", "\"tax\": \"38.02\""),
                Arguments.of("CF-03", "\"taxable\": \"200.00\"", "\"taxable\": \"199.99\""),
                Arguments.of("CF-04", "\"lines\": \"200.00\"", "\"lines\": \"200.01\""),
                Arguments.of("CF-05", "\"withoutVat\": \"200.00\"", "\"withoutVat\": \"200.01\""),
                Arguments.of("CF-06", "\"vat\": \"38.00\"", "\"vat\": \"38.01\""),
                Arguments.of("CF-07", "\"withVat\": \"238.00\"", "\"withVat\": \"238.01\""),
                Arguments.of("CF-08", "\"due\": \"238.00\"", "\"due\": \"237.99\""),
                Arguments.of(
                        "CF-09",
                        "\"net\": \"100.00\"",
                        "\"net\": \"100.00\", \"gross\": \"120.00\", \"discount\": \"19.00\""),
                Arguments.of(
                        "CF-10",
                        "\"net\": \"100.00\"",
                        "\"net\": \"100.00\", \"baseQuantity\": { \"value\": \"0\" }"),
                Arguments.of("CF-11", "\"totals\"", ALLOWANCE),
                Arguments.of("CF-12", "DE123456788", "DE123456789"),
                Arguments.of("CF-13", "DE75512108001245126199", "DE75512108001245126198"),
                Arguments.of(
                        "CF-14",
                        "\"delivery\"",
                        "\"period\": { \"start\": \"2026-11-02\", \"end\": \"2026-11-01\" },"
                                + " \"delivery\""),
                Arguments.of("CF-16", "Beispiel AG", "Beispiel \uD83E\uDDFE AG"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void findsTheFaultInBothSyntaxes(String rule, String good, String bad) throws Exception {
        var invoice =
                Invoices.read(json().replace(good, bad).getBytes(StandardCharsets.UTF_8)).invoice();

        var ubl = strict(Invoices.write(invoice, Format.UBL_INVOICE));
        var cii = strict(Invoices.write(invoice, Format.CII));

        assertThat(ubl).contains(rule).isEqualTo(cii);
    }

    /// A receipt as a picture, a character of private use, and one that is not assigned; not a rare
    /// ideograph, which the fonts have.
    @ParameterizedTest
    @CsvSource({"1F9FE, true", "E000, true", "0378, true", "20BB7, false", "05D0, false"})
    void namesTheTermWhoseCharacterThePaperLacks(String character, boolean missing)
            throws Exception {
        var rare = Character.toString(Integer.parseInt(character, 16));
        var text = json().replace("Beispiel AG", "Beispiel " + rare);
        var invoice = Invoices.read(text.getBytes(StandardCharsets.UTF_8)).invoice();

        var verdict = VALIDATOR.checkStrictly(Invoices.write(invoice, Format.UBL_INVOICE));

        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.VALID);
        assertThat(verdict.findings())
                .extracting(finding -> finding.rule() + " " + finding.place().model())
                .isEqualTo(missing ? List.of("CF-16 BG-7/BT-44") : List.of());
    }

    @Test
    void everyRuleHasAFaultThatFiresIt() {
        var fired = faults().map(fault -> fault.get()[0]).toList();

        assertThat(StrictRules.ALL)
                .extracting(StrictRule::id)
                .containsExactlyElementsOf(
                        List.copyOf(new TreeSet<>(fired.stream().map(Object::toString).toList())));
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"UBL_INVOICE", "CII"})
    void findsNothingInAGoodInvoice(Format format) throws Exception {
        var verdict = VALIDATOR.checkStrictly(Invoices.write(good(), format));

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.VALID);
        assertThat(verdict.checks()).hasSize(2);
    }

    @Test
    void refusesWhatPassesTheOfficialRulesNinetyNineCentsTooHigh() throws Exception {
        var text =
                json().replace("\"38.00\"", "\"38.99\"")
                        .replace("\"238.00\"", "\"238.99\"")
                        .replace(
                                "urn:cen.eu:en16931:2017\"",
                                RuleSet.PEPPOL_BIS3.specification() + "\"");
        var xml =
                Invoices.write(
                        Invoices.read(text.getBytes(StandardCharsets.UTF_8)).invoice(),
                        Format.UBL_INVOICE);

        assertThat(VALIDATOR.check(xml).outcome()).isEqualTo(Verdict.Outcome.VALID);
        assertThat(VALIDATOR.checkStrictly(xml).outcome()).isEqualTo(Verdict.Outcome.INVALID);
    }

    @Test
    void aDayThatDoesNotExistIsAFinding() throws Exception {
        var xml =
                new String(Invoices.write(good(), Format.CII), StandardCharsets.UTF_8)
                        .replace(">20261120<", ">20260231<")
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(VALIDATOR.checkStrictly(xml).findings())
                .extracting(Finding::rule)
                .contains("CF-00");
    }

    @ParameterizedTest
    @CsvSource({
        "DE136695976, true", "DE136695978, false", "ATU13585627, true", "ATU13585626, false",
        "BE0403170701, true", "BE0403170702, false", "IT00743110157, true", "IT00743110158, false",
        "PL8567346215, true", "PL8567346216, false", "LU15027442, true", "LU15027443, false",
        "FI20774740, true", "FI20774741, false", "DK13585628, true", "DK13585627, false",
        "SE123456789701, true", "SE123456789601, false", "FR12345678901, true", "XX1, true"
    })
    void knowsTheCheckDigitsOfVatIds(String id, boolean expected) {
        assertThat(CheckDigits.isVatId(id)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "DE75512108001245126199, true", "GB82 WEST 1234 5698 7654 32, true",
        "DE75512108001245126198, false", "12345678, true"
    })
    void knowsTheCheckDigitsOfIbans(String account, boolean expected) {
        assertThat(CheckDigits.isIban(account)).isEqualTo(expected);
    }

    @Test
    void saysTheSameOfEveryCorpusInvoiceInTheOtherSyntax() throws Exception {
        for (var row : Corpus.validInvoices().toList()) {
            Invoice invoice = Invoices.read(row.bytes()).invoice();
            var other = invoice.isCreditNote() ? Format.UBL_CREDIT_NOTE : Format.UBL_INVOICE;

            assertThat(rules(Invoices.write(invoice, Format.CII)))
                    .as(row.toString())
                    .isEqualTo(rules(Invoices.write(invoice, other)));
        }
    }

    private static List<String> rules(byte[] xml) throws Exception {
        return VALIDATOR.checkStrictly(xml).findings().stream()
                .filter(finding -> finding.rule().startsWith("CF-"))
                .map(finding -> finding.rule() + " " + finding.place().model())
                .toList();
    }

    private static List<String> strict(byte[] xml) throws Exception {
        return VALIDATOR.checkStrictly(xml).findings().stream()
                .map(Finding::rule)
                .filter(rule -> rule.startsWith("CF-"))
                .toList();
    }

    private static Invoice good() throws Exception {
        return Invoices.read(json().getBytes(StandardCharsets.UTF_8)).invoice();
    }

    private static String json() throws Exception {
        try (var in = Objects.requireNonNull(Validator.class.getResourceAsStream("invoice.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
