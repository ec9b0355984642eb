package io.counterfoil.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Whatever the bytes are, a reader answers with an invoice or a refusal in one plain sentence.
class ScrambledInputTest {

    @Test
    void threeThousandScrambledInvoicesAreReadOrRefused() {
        scramble(3_000, 1);
    }

    @Tag("nightly")
    @Test
    void aMillionScrambledInvoicesAreReadOrRefused() {
        scramble(1_000_000, System.nanoTime());
    }

    private static void scramble(int count, long seed) {
        var random = new Random(seed);
        var originals =
                Stream.of(OwnInvoices.values())
                        .map(OwnInvoices::invoice)
                        .flatMap(invoice ->
                                Stream.of(Format.UBL_INVOICE, Format.CII, Format.JSON)
                                        .map(format -> Invoices.write(invoice, format)))
                        .toList();
        var refused = 0;
        for (var i = 0; i < count; i++) {
            var bytes =
                    Scrambler.scrambled(originals.get(random.nextInt(originals.size())), random);
            try {
                assertThat(Invoices.read(bytes).invoice())
                        .as("run %d of seed %d", i, seed)
                        .isNotNull();
            } catch (UnreadableInvoice refusal) {
                assertThat(refusal.sentence()).as("run %d of seed %d", i, seed).endsWith(".");
                refused++;
            }
        }
        assertThat(refused).isBetween(count / 10, count);
    }
}
