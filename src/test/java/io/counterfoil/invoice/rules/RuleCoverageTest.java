package io.counterfoil.invoice.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.invoice.Corpus;
import io.counterfoil.invoice.Figures;
import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.OwnInvoices;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.rules.schema.Grown;
import io.counterfoil.invoice.rules.xpath.XPathFailure;
import io.counterfoil.invoice.xml.XmlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each rule that is checked natively has a document that breaks it and one that keeps it, or a
/// line in `invoices/waived-rules.tsv` with the reason why not.
class RuleCoverageTest {

    private static final int FAULTS = 3_000;

    private static final Artefacts ARTEFACTS = new Artefacts();

    @Tag("nightly")
    @ParameterizedTest
    @CsvSource({
        "EN16931, UBL_INVOICE",
        "EN16931, CII",
        "PEPPOL_BIS3, UBL_INVOICE",
        "XRECHNUNG, UBL_INVOICE",
        "XRECHNUNG, CII"
    })
    void everyRuleFiresAndIsKept(RuleSet set, Format format) throws Exception {
        var rules =
                ARTEFACTS.compiled(set, format).stream()
                        .flatMap(sheet -> sheet.assertions().stream())
                        .map(Assertion::id)
                        .collect(Collectors.toCollection(TreeSet::new));
        var fired = new HashSet<String>();
        var always = new HashSet<>(rules);
        for (var xml : documents(format != Format.CII)) {
            var broken = broken(set, format, xml);
            fired.addAll(broken);
            always.retainAll(broken);
        }
        var silent = new TreeSet<>(rules);
        silent.removeAll(fired);
        Figures.add(
                "coverage %s %s: %d rules, %d fired, %d waived"
                        .formatted(
                                set,
                                format,
                                rules.size(),
                                rules.size() - silent.size(),
                                silent.size()));

        silent.removeAll(waived().keySet());
        assertThat(silent).as("rules that nothing breaks").isEmpty();
        assertThat(always).as("rules that nothing keeps").isEmpty();
    }

    /// What a document breaks; nothing, where a rule has no answer.
    private static Set<String> broken(RuleSet set, Format format, byte[] xml)
            throws UnreadableInvoice {
        try {
            return ARTEFACTS.run(set, format, XmlReader.read(xml)).stream()
                    .map(one -> one.assertion().id())
                    .collect(Collectors.toSet());
        } catch (XPathFailure noAnswer) {
            return Set.of();
        }
    }

    private static Map<String, String> waived() throws Exception {
        var waived = new TreeMap<String, String>();
        try (var in =
                Objects.requireNonNull(
                        RuleCoverageTest.class.getResourceAsStream("/invoices/waived-rules.tsv"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t"))
                    .forEach(cells -> waived.put(cells[0], cells[1]));
        }
        return waived;
    }

    private static List<byte[]> documents(boolean ubl) throws Exception {
        var documents = new ArrayList<byte[]>(OwnInvoices.in(ubl).toList());
        Corpus.invoices()
                .filter(row -> row.syntax().startsWith("UBL") == ubl)
                .map(Corpus.Case::bytes)
                .filter(xml -> xml.length < 60_000)
                .forEach(documents::add);
        for (var file : Corpus.unitCases().toList()) {
            for (var one : UnitCases.in(file)) {
                if (one.isUbl() == ubl) {
                    documents.add(one.bytes());
                }
            }
        }
        var originals = List.copyOf(documents);
        var grammar = ARTEFACTS.grammar(ubl ? Format.UBL_INVOICE : Format.CII);
        var own = OwnInvoices.EVERY_TERM;
        documents.addAll(Grown.of(grammar, ubl ? own.ubl() : own.cii()));
        var mutations = new Mutations(1);
        for (var i = 0; i < FAULTS; i++) {
            documents.add(mutations.of(originals.get(i % originals.size())));
        }
        return documents;
    }
}
