package io.counterfoil.invoice.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.invoice.Corpus;
import io.counterfoil.invoice.Figures;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.OwnInvoices;
import io.counterfoil.invoice.xml.XmlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the grammar accepts a full validator accepts too, and what it does not accept a full
/// validator hardly ever does.
class GrammarTest {

    private static final Artefacts ARTEFACTS = new Artefacts();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void agreesOnOurOwnInvoicesAndOnFaultyOnes(boolean ubl) throws Exception {
        compare(OwnInvoices.in(ubl).toList(), 300, 1);
    }

    @Tag("nightly")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void agreesOnTheCorporaAndOnThousandsOfFaultyInvoices(boolean ubl) throws Exception {
        compare(
                Corpus.invoices()
                        .filter(row -> row.syntax().startsWith("UBL") == ubl)
                        .map(Corpus.Case::bytes)
                        .filter(xml -> xml.length < 60_000)
                        .toList(),
                20_000,
                System.nanoTime());
    }

    private static void compare(List<byte[]> originals, int faults, long seed) throws Exception {
        var wrong = new ArrayList<String>();
        var accepted = 0;
        var left = 0;
        var mutations = new Mutations(seed);
        var all =
                Stream.concat(
                                originals.stream(),
                                Stream.iterate(0, i -> i < faults, i -> i + 1)
                                        .map(i -> mutated(mutations, originals, i)))
                        .iterator();
        while (all.hasNext()) {
            var xml = all.next();
            var root = XmlReader.read(xml);
            var format = Invoices.format(root);
            var schema = ARTEFACTS.schema(RuleSet.EN16931, format, xml).findings();
            var quickly = ARTEFACTS.grammar(format).accepts(root);
            accepted += quickly ? 1 : 0;
            if (quickly && !schema.isEmpty()) {
                wrong.add(schema.getFirst().message());
            } else if (!quickly && schema.isEmpty()) {
                left++;
            }
        }
        Figures.add(
                "schema %d documents, %d accepted, %d left to the full validator, %d wrong"
                        .formatted(originals.size() + faults, accepted, left, wrong.size()));
        assertThat(wrong).as("seed %d", seed).isEmpty();
        assertThat(accepted).as("accepted").isGreaterThan(originals.size() / 2);
        assertThat(left).as("left").isLessThan((originals.size() + faults) / 20);
    }

    private static byte[] mutated(Mutations mutations, List<byte[]> originals, int i) {
        try {
            return mutations.of(originals.get(i % originals.size()));
        } catch (Exception fault) {
            throw new IllegalStateException(fault);
        }
    }
}
