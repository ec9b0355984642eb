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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each rule that is checked natively has a document that breaks it and one that keeps it, or a
/// line in `invoices/waived-rules.tsv` with the rule sets that lack one, and the reason why.
///
/// A waiver is for those sets only, and fails where the rule fires after all.
class RuleCoverageTest {

    private static final int FAULTS = 3_000;

    /// Of VAT; each has rules of its own for lines, allowances and charges.
    private static final List<String> CATEGORIES =
            List.of("S", "AE", "E", "G", "K", "L", "M", "O", "Z");

    /// With rules of their own in Peppol.
    private static final List<String> COUNTRIES = List.of("DK", "GR", "IS", "IT", "NL", "NO", "SE");

    /// Whose identifiers Peppol knows the form of.
    private static final List<String> SCHEMES =
            List.of(
                    "0007", "0106", "0147", "0151", "0154", "0158", "0170", "0177", "0184", "0188",
                    "0190", "0191", "0192", "0193", "0195", "0196", "0200", "0201", "0202", "0203",
                    "0205", "0208", "0209", "0210", "0211", "0216", "0218", "0221");

    /// Each for one category of VAT only.
    private static final List<String> EXEMPTIONS =
            List.of(
                    "VATEX-EU-G",
                    "VATEX-EU-O",
                    "VATEX-EU-IC",
                    "VATEX-EU-AE",
                    "VATEX-EU-D",
                    "VATEX-EU-F",
                    "VATEX-EU-I",
                    "VATEX-EU-J");

    /// The whole of UBL, or of CII, is too much to have every fault; a profile of Factur-X is not.
    private static final int GROWN_MAX = 200_000;

    private static final Artefacts ARTEFACTS = new Artefacts();

    @Tag("nightly")
    @ParameterizedTest
    @CsvSource({
        "EN16931, UBL_INVOICE",
        "EN16931, CII",
        "PEPPOL_BIS3, UBL_INVOICE",
        "XRECHNUNG, UBL_INVOICE",
        "XRECHNUNG, CII",
        "FACTURX_MINIMUM, CII",
        "FACTURX_BASIC_WL, CII",
        "FACTURX_BASIC, CII",
        "FACTURX_EXTENDED, CII"
    })
    void everyRuleFiresAndIsKept(RuleSet set, Format format) throws Exception {
        var conditions =
                ARTEFACTS.compiled(set, format).stream()
                        .flatMap(sheet -> sheet.assertions().stream())
                        .toList();
        var rules = ids(conditions);
        var fired = new HashSet<Assertion>();
        var always = new HashSet<>(rules);
        documents(set, format)
                .flatMap(xml -> broken(set, format, xml).stream())
                .forEach(broken -> {
                    fired.addAll(broken);
                    always.retainAll(ids(broken));
                });
        var silent = new TreeSet<>(rules);
        silent.removeAll(ids(fired));
        Figures.add(
                "coverage %s %s: %d rules, %d fired, %d waived; %d conditions, %d fired"
                        .formatted(
                                set,
                                format,
                                rules.size(),
                                rules.size() - silent.size(),
                                silent.size(),
                                conditions.size(),
                                fired.size()));

        assertThat(silent)
                .as("rules that nothing breaks are those that are waived")
                .isEqualTo(waived("%s/%s".formatted(set, format)));
        assertThat(always).as("rules that nothing keeps").isEmpty();
    }

    @Test
    void everyWaiverNamesARuleThatItsRuleSetsHave() throws Exception {
        var rules = new HashMap<String, Set<String>>();
        for (var waiver : waivers().toList()) {
            assertThat(waiver).hasSize(3).doesNotContain("");
            for (var where : waiver[1].split(" ")) {
                assertThat(rules.computeIfAbsent(where, RuleCoverageTest::ids))
                        .as(where)
                        .contains(waiver[0]);
            }
        }
    }

    /// The rules of a rule set and syntax, `EN16931/CII`.
    private static Set<String> ids(String where) {
        var cells = where.split("/");
        return ARTEFACTS.compiled(RuleSet.valueOf(cells[0]), Format.valueOf(cells[1])).stream()
                .flatMap(sheet -> ids(sheet.assertions()).stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> ids(Collection<Assertion> conditions) {
        return conditions.stream().map(Assertion::id).collect(Collectors.toSet());
    }

    /// What a document breaks; empty where a rule has no answer.
    private static Optional<Set<Assertion>> broken(RuleSet set, Format format, byte[] xml) {
        try {
            return Optional.of(
                    ARTEFACTS.run(set, format, XmlReader.read(xml)).stream()
                            .map(CompiledRules.Broken::assertion)
                            .collect(Collectors.toSet()));
        } catch (XPathFailure noAnswer) {
            return Optional.empty();
        } catch (UnreadableInvoice fault) {
            throw new IllegalStateException(fault);
        }
    }

    /// The rules that are waived in a rule set and syntax, `EN16931/CII`.
    private static Set<String> waived(String where) throws Exception {
        return waivers()
                .filter(cells -> List.of(cells[1].split(" ")).contains(where))
                .map(cells -> cells[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Rule, rule sets, reason.
    private static Stream<String[]> waivers() throws Exception {
        try (var in =
                Objects.requireNonNull(
                        RuleCoverageTest.class.getResourceAsStream("/invoices/waived-rules.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t", -1));
        }
    }

    private static Stream<byte[]> documents(RuleSet set, Format format) throws Exception {
        var ubl = format != Format.CII;
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
        var own = ubl ? OwnInvoices.EVERY_TERM.ubl() : OwnInvoices.EVERY_TERM.cii();
        documents.addAll(Grown.of(ARTEFACTS.grammar(RuleSet.EN16931, format), own));
        var mutations = new Mutations(1);
        for (var i = 0; i < FAULTS; i++) {
            documents.add(mutations.of(originals.get(i % originals.size())));
        }
        return Stream.concat(documents.stream(), faulty(set, format, own));
    }

    /// Our invoices with each fault: plain, with every term in each category of VAT, and with all
    /// that a profile's schema allows.
    private static Stream<byte[]> faulty(RuleSet set, Format format, byte[] own) throws Exception {
        var plain = OwnInvoices.PLAIN;
        var faulty = EveryFault.of(format == Format.CII ? plain.cii() : plain.ubl());
        for (var category : CATEGORIES) {
            var its = replace(own, ">S<", ">" + category + "<");
            faulty = Stream.concat(faulty, EveryFault.of(its));
            faulty = Stream.concat(faulty, Stream.of(replace(its, ">E<", ">" + category + "<")));
        }
        faulty =
                Stream.of(faulty, pointed(set, own), PointedFaults.of(set, format))
                        .flatMap(part -> part);
        var all = Grown.fully(ARTEFACTS.grammar(set, format), own);
        if (all.length > GROWN_MAX) {
            return faulty;
        }
        var grown = new ArrayList<byte[]>();
        for (var category : CATEGORIES) {
            grown.add(replace(all, ">S<", ">" + category + "<"));
        }
        grown.add(replace(all, "EUR", "XXY"));
        grown.add(replace(all, "StatusReasonCode>1<", "StatusReasonCode>GROUP<"));
        return Stream.of(faulty, EveryFault.of(all), grown.stream()).flatMap(part -> part);
    }

    /// What single values break: codes for notes, taxes, exemptions and identifiers, and parties of
    /// countries that have rules of their own, with each fault.
    private static Stream<byte[]> pointed(RuleSet set, byte[] own) throws Exception {
        var pointed =
                Stream.of(
                        replace(own, ">AAI<", ">QQQ<"),
                        replace(own, "#AAI#", "#QQQ#"),
                        replace(own, ">E<", ">B<"));
        if (set != RuleSet.PEPPOL_BIS3) {
            return pointed;
        }
        var codes =
                Stream.concat(
                        SCHEMES.stream().map(scheme -> replace(own, "0088", scheme)),
                        EXEMPTIONS.stream().map(code -> replace(own, "VATEX-EU-132-1I", code)));
        var abroad = Stream.<byte[]>empty();
        for (var country : COUNTRIES) {
            var named = replace(own, ">DE<", ">" + country + "<");
            abroad =
                    Stream.concat(
                            abroad, EveryFault.of(replace(named, ">DE1", ">" + country + "1")));
        }
        return Stream.of(pointed, codes, abroad).flatMap(part -> part);
    }

    private static byte[] replace(byte[] xml, String text, String value) {
        return new String(xml, StandardCharsets.UTF_8)
                .replace(text, value)
                .getBytes(StandardCharsets.UTF_8);
    }
}
