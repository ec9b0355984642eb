package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.OwnInvoices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Our own invoices with the very fault, or the very country, that a rule is about.
final class PointedFaults {

    private static final String FILE = "/invoices/pointed-faults.tsv";

    private PointedFaults() {}

    /// The documents for a rule set and syntax.
    ///
    /// A line of the file has the rule sets and syntaxes, the invoice, and then a pattern and what
    /// stands for it in turn.
    static Stream<byte[]> of(RuleSet set, Format format) {
        var where = set + "/" + format;
        try (var in = Objects.requireNonNull(PointedFaults.class.getResourceAsStream(FILE))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .map(line -> List.of(line.split("\t", -1)))
                            .filter(cells -> List.of(cells.getFirst().split(" ")).contains(where))
                            .map(cells -> document(cells, format))
                            .toList()
                            .stream();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static byte[] document(List<String> cells, Format format) {
        var own = OwnInvoices.valueOf(cells.get(1));
        var text = new String(format == Format.CII ? own.cii() : own.ubl(), StandardCharsets.UTF_8);
        for (var i = 2; i + 1 < cells.size(); i += 2) {
            text = text.replaceAll(cells.get(i), cells.get(i + 1));
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
