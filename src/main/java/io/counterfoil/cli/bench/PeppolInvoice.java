package io.counterfoil.cli.bench;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.json.InvoiceJson;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.rules.RuleSet;
import io.counterfoil.invoice.rules.Validator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Objects;

/// A valid Peppol invoice with as many lines as wanted.
public final class PeppolInvoice {

    private static final String LINES = "\"lines\": [";

    private PeppolInvoice() {}

    /// The invoice as UBL: 8.5 KB with eight lines, 2.9 MB with 5,000.
    public static byte[] ubl(int lines) {
        return Invoices.write(of(lines), Format.UBL_INVOICE);
    }

    /// The invoice, its lines all alike.
    public static Invoice of(int lines) {
        var text = sample();
        var begin = text.indexOf(LINES) + LINES.length();
        var end = text.lastIndexOf(']');
        var head =
                text.substring(0, begin)
                        .replace(
                                "urn:cen.eu:en16931:2017\"",
                                RuleSet.PEPPOL_BIS3.specification() + "\"")
                        .replace("\"200.00\"", "\"%d.00\"".formatted(200L * lines))
                        .replace("\"38.00\"", "\"%d.00\"".formatted(38L * lines))
                        .replace("\"238.00\"", "\"%d.00\"".formatted(238L * lines));
        var repeated =
                String.join(",", Collections.nCopies(lines, text.substring(begin, end).strip()));
        var json = head + repeated + text.substring(end);
        try {
            return InvoiceJson.read(json.getBytes(StandardCharsets.UTF_8)).invoice();
        } catch (UnreadableInvoice e) {
            throw new BenchException("The sample invoice cannot be read.", e);
        }
    }

    private static String sample() {
        try (var in = Objects.requireNonNull(Validator.class.getResourceAsStream("invoice.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BenchException("The sample invoice cannot be read.", e);
        }
    }
}
