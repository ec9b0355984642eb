package io.counterfoil.invoice.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.invoice.Corpus;
import io.counterfoil.invoice.Figures;
import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.xml.XmlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the grammar accepts a full validator accepts too, and what it does not accept a full
/// validator hardly ever does.
class GrammarTest {

    private static final Artefacts ARTEFACTS = new Artefacts();

    @ParameterizedTest
    @CsvSource({
        "EN16931, true",
        "EN16931, false",
        "FACTURX_MINIMUM, false",
        "FACTURX_BASIC_WL, false",
        "FACTURX_BASIC, false",
        "FACTURX_EXTENDED, false"
    })
    void agreesOnOurOwnInvoicesAndOnFaultyOnes(RuleSet set, boolean ubl) throws Exception {
        var format = ubl ? Format.UBL_INVOICE : Format.CII;
        compare(set, SetInvoices.of(set, format), new Faults(300, 1));
    }

    @Tag("nightly")
    @ParameterizedTest
    @CsvSource({"EN16931, true", "EN16931, false", "FACTURX_EXTENDED, false"})
    void agreesOnTheCorporaAndOnThousandsOfFaultyInvoices(RuleSet set, boolean ubl)
            throws Exception {
        compare(
                set,
                Corpus.invoices()
                        .filter(row -> row.syntax().startsWith("UBL") == ubl)
                        .map(Corpus.Case::bytes)
                        .filter(xml -> xml.length < 60_000)
                        .toList(),
                new Faults(20_000, System.nanoTime()));
    }

    private record Faults(int count, long seed) {}

    private static void compare(RuleSet set, List<byte[]> originals, Faults faults)
            throws Exception {
        var wrong = new ArrayList<String>();
        var accepted = 0;
        var left = 0;
        var mutations = new Mutations(faults.seed);
        var all =
                Stream.concat(
                                originals.stream(),
                                Stream.iterate(0, i -> i < faults.count, i -> i + 1)
                                        .map(i -> mutated(mutations, originals, i)))
                        .iterator();
        while (all.hasNext()) {
            var xml = all.next();
            var root = XmlReader.read(xml);
            var format = Invoices.format(root);
            var schema = ARTEFACTS.schema(set, format, xml, root);
            var quickly = ARTEFACTS.grammar(set, format).accepts(root);
            accepted += quickly ? 1 : 0;
            if (quickly && !schema.isEmpty()) {
                wrong.add(schema.getFirst().message());
            } else if (!quickly && schema.isEmpty()) {
                left++;
            }
        }
        Figures.add(
                "schema %s %d documents, %d accepted, %d left to the full validator, %d wrong"
                        .formatted(
                                set,
                                originals.size() + faults.count,
                                accepted,
                                left,
                                wrong.size()));
        assertThat(wrong).as("seed %d", faults.seed).isEmpty();
        assertThat(accepted).as("accepted").isGreaterThan(originals.size() / 2);
        assertThat(left).as("left").isLessThan((originals.size() + faults.count) / 20);
    }

    private static byte[] mutated(Mutations mutations, List<byte[]> originals, int i) {
        try {
            return mutations.of(originals.get(i % originals.size()));
        } catch (Exception fault) {
            throw new IllegalStateException(fault);
        }
    }
}
