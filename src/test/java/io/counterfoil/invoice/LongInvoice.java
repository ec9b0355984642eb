package io.counterfoil.invoice;

import io.counterfoil.invoice.model.Buyer;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.model.Line;
import io.counterfoil.invoice.xml.Limits;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/// A program of its own, so that its heap can be small: reads a file and prints how many lines the
/// invoice has.
public final class LongInvoice {

    private LongInvoice() {}

    /// Reads the file that is named.
    public static void main(String[] arguments) throws IOException, UnreadableInvoice {
        try (var in = new BufferedInputStream(Files.newInputStream(Path.of(arguments[0])))) {
            System.exit(Invoices.read(in, Limits.DEFAULT).invoice().lines().size() / 1000);
        }
    }

    /// The invoice with its first line repeated.
    static Invoice of(Invoice invoice, int lines) {
        var repeated = Collections.nCopies(lines, invoice.lines().getFirst());
        return with(invoice, invoice.buyer(), repeated);
    }

    /// The invoice with another buyer and other lines; its sums stay as they are.
    public static Invoice with(Invoice invoice, Buyer buyer, List<Line> lines) {
        return new Invoice(
                invoice.process(),
                invoice.head(),
                invoice.references(),
                invoice.notes(),
                invoice.preceding(),
                invoice.seller(),
                buyer,
                invoice.payee(),
                invoice.taxRepresentative(),
                invoice.delivery(),
                invoice.period(),
                invoice.payment(),
                invoice.allowances(),
                invoice.charges(),
                invoice.totals(),
                invoice.vat(),
                invoice.documents(),
                lines);
    }
}
