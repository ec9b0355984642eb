package io.counterfoil.invoice.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.OwnInvoices;
import io.counterfoil.invoice.json.InvoiceJson;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.XmlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// A finding says where, in the document and in the model, and what to do.
class FindingTest {

    private static final Validator VALIDATOR = new Validator();

    @ParameterizedTest
    @CsvSource({
        "UBL_INVOICE, /ubl:Invoice/cac:InvoiceLine/cbc:LineExtensionAmount, BG-25[1]/BT-131",
        "CII, /rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem"
                + "/ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeSettlementLineMonetarySummation"
                + "/ram:LineTotalAmount, BG-25[1]/BT-131"
    })
    void aStrictFindingNamesTheElementOfEitherSyntax(Format format, String path, String model)
            throws Exception {
        var xml =
                Invoices.write(
                        sample("\"netAmount\": \"200.00\"", "\"netAmount\": \"201.00\""), format);
        var finding =
                VALIDATOR.checkStrictly(xml).findings().stream()
                        .filter(one -> one.rule().equals("CF-01"))
                        .findFirst()
                        .orElseThrow();

        assertThat(finding.place().model()).isEqualTo(model);
        assertThat(finding.location()).isEqualTo(path);
        assertThat(finding.place().line()).isPositive();
        assertThat(finding.advice().remedy())
                .isEqualTo("Compute the line again; one cent of rounding is allowed.");
        assertThat(finding.advice().link()).isEqualTo("docs/invoice-rules.md");
    }

    @ParameterizedTest
    @CsvSource({
        "UBL_INVOICE, https://docs.peppol.eu/poacc/billing/3.0/rules/ubl-tc434/BR-CO-10/",
        "CII, https://github.com/ConnectingEurope/eInvoicing-EN16931"
    })
    void anOfficialFindingSaysWhatToDoAndWhereToRead(Format format, String link) throws Exception {
        var xml =
                Invoices.write(
                        sample("\"netAmount\": \"200.00\"", "\"netAmount\": \"201.00\""), format);

        assertThat(VALIDATOR.check(xml, RuleSet.EN16931).findings())
                .filteredOn(finding -> finding.rule().equals("BR-CO-10"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.place().model()).isEqualTo("BG-22/BT-106");
                    assertThat(finding.advice().remedy()).contains("(BT-131)").contains("(BT-106)");
                    assertThat(finding.advice().link()).isEqualTo(link);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "lines[2].netAmount, BG-25[3]/BT-131",
        "lines[0].allowances[1].amount, BG-25[1]/BG-27[2]/BT-136",
        "allowances[0].amount, BG-20[1]/BT-92",
        "charges[0].amount, BG-21[1]/BT-99",
        "vat[0].tax, BG-23[1]/BT-117",
        "totals.due, BG-22/BT-115",
        "seller.vatId, BG-4/BT-31"
    })
    void aPathIntoTheModelIsSaidInTerms(String path, String terms) {
        assertThat(Places.terms(path)).isEqualTo(terms);
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"UBL_INVOICE", "CII"})
    void everyTermOfTheFullInvoiceHasItsPlace(Format format) throws Exception {
        var root = XmlReader.read(Invoices.write(OwnInvoices.EVERY_TERM.invoice(), format));
        var places = leaves(root).map(leaf -> Terms.place(leaf, format, List.of())).toList();

        assertThat(places.stream().filter(place -> place.contains("BT-")).distinct().count())
                .isGreaterThan(120);
        assertThat(places)
                .contains("BG-25[1]/BT-131", "BG-25[1]/BG-27[1]/BT-136", "BG-4/BG-5/BT-40");
    }

    private static Stream<Element> leaves(Element element) {
        if (element.isLeaf()) {
            return Stream.of(element);
        }
        var children = Stream.<Element>builder();
        element.forEach(children);
        return children.build().flatMap(FindingTest::leaves);
    }

    @ParameterizedTest
    @EnumSource(RuleSet.class)
    void everyRuleSaysInOurWordsWhatIsWrongAndHowToPutItRight(RuleSet set) {
        var artefacts = new Artefacts();
        var rules =
                Stream.of(Format.UBL_INVOICE, Format.CII)
                        .filter(set::covers)
                        .flatMap(format -> artefacts.compiled(set, format).stream())
                        .flatMap(sheet -> sheet.assertions().stream())
                        .toList();

        assertThat(rules)
                .hasSizeGreaterThan(80)
                .filteredOn(rule -> !rule.ours() || rule.message().remedy().isBlank())
                .extracting(Assertion::id)
                .isEmpty();
    }

    /// Out of the publisher's file of codes.
    @Test
    void aShortListOfCodesIsSpelledOutAndALongOneCounted() {
        assertThat(remedies(RuleSet.FACTURX_EXTENDED, Format.CII))
                .contains("Take one of these: 5, 29, 72.")
                .contains(
                        "Take one of these: 1, 2, CFR, CIF, CIP, CPT, DAP, DDP, DPU, EXW, FAS, FCA, FOB.")
                .anyMatch(
                        Pattern.compile(
                                        "Take one of the \\d+ codes of the profile's list: FACTUR-X_EXTENDED_codedb.xml, number 2\\.")
                                .asMatchPredicate());
    }

    private static List<String> remedies(RuleSet set, Format format) {
        return new Artefacts()
                .compiled(set, format).stream()
                        .flatMap(sheet -> sheet.assertions().stream())
                        .map(rule -> rule.message().remedy())
                        .toList();
    }

    private static Invoice sample(String from, String to) throws Exception {
        try (var in = Objects.requireNonNull(Validator.class.getResourceAsStream("invoice.json"))) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).contains(from);
            return InvoiceJson.read(text.replace(from, to).getBytes(StandardCharsets.UTF_8))
                    .invoice();
        }
    }
}
