package io.counterfoil.invoice.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.invoice.Corpus;
import io.counterfoil.invoice.Figures;
import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.OwnInvoices;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.xml.XmlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The verdict is phive's, schema and severities included, where phive runs the rule set that the
/// document claims.
class WholeVerdictTest {

    private static final Validator VALIDATOR = new Validator();

    /// A document with a larger attachment takes phive long and adds nothing.
    private static final int BYTES_MAX = 1_000_000;

    /// Codes that no list has, a wrong sum, and what may stand only once: of what they break
    /// XRechnung forgives some.
    private static final Map<String, String> FAULTS =
            Map.of(
                    "(scheme|list)ID=\"[0-9A-Z]+\"", "$1ID=\"QQ\"",
                    "unitCode=\"\\w+\"", "unitCode=\"QQQ\"",
                    "mimeCode=\"[^\"]+\"", "mimeCode=\"x/y\"",
                    "(PayableAmount [^>]*>)[0-9.]+", "$1" + "1.11",
                    "</cac:PaymentTerms>",
                            "$0<cac:PrepaidPayment><cbc:ID>1</cbc:ID></cac:PrepaidPayment>",
                    "(?s)<(ram:SpecifiedTradePaymentTerms)>.*?</\\1>", "$0$0",
                    "<ram:Description>Payable[^<]*</ram:Description>", "$0$0",
                    "(?s)(Settlement>\\s*)(<(ram:ApplicableTradeTax)>.*?</\\3>)", "$1$2$2");

    @ParameterizedTest
    @CsvSource({
        "XRECHNUNG, UBL_INVOICE",
        "XRECHNUNG, CII",
        "XRECHNUNG_EXTENSION, UBL_INVOICE",
        "XRECHNUNG_EXTENSION, CII"
    })
    void agreesWhereSeveritiesAreGivenBesideTheStylesheets(RuleSet set, Format format)
            throws Exception {
        var differences = new Differences();
        var written = SetInvoices.of(OwnInvoices.EVERY_TERM, set, format);
        // The schema of CII has place for one only.
        var good =
                new String(written, StandardCharsets.UTF_8)
                        .replaceFirst(
                                "(?s)(<(ram:InvoiceRef\\w+)>.*?</\\2>)\\s*<\\2>.*?</\\2>", "$1");
        differences.compare("every term", good.getBytes(StandardCharsets.UTF_8));
        for (var fault : FAULTS.entrySet()) {
            var bad = good.replaceAll(fault.getKey(), fault.getValue());
            differences.compare(fault.getKey(), bad.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(differences.found).isEmpty();
        assertThat(differences.rules).containsAll(Levels.of(set, format).keySet());
    }

    @Tag("nightly")
    @Test
    void agreesOnEveryInvoiceOfTheCorpora() throws Exception {
        var differences = new Differences();
        for (var row : Corpus.invoices().toList()) {
            if (row.bytes().length < BYTES_MAX) {
                differences.compare(row.toString(), row.bytes());
            }
        }
        Figures.add(
                "whole verdicts: %d documents, %d findings, %d differ, %d refused"
                        .formatted(
                                differences.compared,
                                differences.findings,
                                differences.found.size(),
                                differences.refused));
        assertThat(differences.found).isEmpty();
        assertThat(differences.compared).isGreaterThan(100);
    }

    /// Compares, counts, and keeps what differs.
    private static final class Differences {
        private final Map<String, String> found = new TreeMap<>();
        private final Set<String> rules = new TreeSet<>();
        private int compared;
        private int findings;
        private int refused;

        void compare(String name, byte[] xml) throws Exception {
            Verdict ours;
            try {
                ours = VALIDATOR.check(xml);
            } catch (UnreadableInvoice _) {
                refused++; // what is right to refuse is asked elsewhere
                return;
            }
            var set = set(ours.checks().getFirst());
            var official = WholeOracle.findings(set, Invoices.format(XmlReader.read(xml)), xml);
            compared++;
            findings += official.size();
            official.forEach(finding -> rules.add(finding.split(" ")[0]));
            var isWithoutAnswer = ours.checks().getFirst().notChecked() != null;
            var said = said(ours);
            // Where a condition has no answer phive's run ends with errors that have no name.
            if (isWithoutAnswer
                    ? !official.contains(Label.NAMELESS + " " + Severity.FATAL)
                    : !said.equals(official)) {
                var missing = new ArrayList<>(official);
                said.forEach(missing::remove);
                var extra = new ArrayList<>(said);
                official.forEach(extra::remove);
                found.put(name, "missing " + missing + ", extra " + extra);
            }
        }

        private static RuleSet set(Verdict.Check check) {
            return List.of(RuleSet.values()).stream()
                    .filter(set -> set.title().equals(check.ruleSet()))
                    .findFirst()
                    .orElseThrow();
        }

        private static List<String> said(Verdict verdict) {
            return verdict.findings().stream()
                    .map(finding -> finding.rule() + " " + finding.severity())
                    .sorted()
                    .toList();
        }
    }
}
