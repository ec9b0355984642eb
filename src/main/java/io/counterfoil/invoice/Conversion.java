package io.counterfoil.invoice;

import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.kernel.Bytes;
import java.util.ArrayList;
import java.util.List;

/// An invoice in another syntax, and what that syntax, or the model in between, could not carry.
///
/// What was written is read again and compared: nothing is lost unsaid because a writer forgot it.
///
/// @param lost what the first document says and the second does not
public record Conversion(Bytes document, List<Loss> lost) {

    public Conversion {
        lost = List.copyOf(lost);
    }

    /// Something that was not carried.
    ///
    /// @param model its place in the model, `BG-25[3]/BT-131`; empty where the model has none
    /// @param location an XPath into the first document; empty for what the model has
    /// @param line of that document, counted from 1; 0 for what the model has
    public record Loss(String model, String location, int line, String value) {}

    /// Writes an invoice that was read.
    ///
    /// @throws IllegalArgumentException for a format that is not written from the model alone
    public static Conversion of(Reading reading, Format format) {
        var written = Invoices.write(reading.invoice(), format);
        var lost = new ArrayList<Loss>();
        reading.notCarried()
                .forEach(one -> lost.add(new Loss("", one.location(), one.line(), one.value())));
        Difference.between(reading.invoice(), read(written)).stream()
                .filter(one -> !one.first().isEmpty())
                .forEach(one -> lost.add(new Loss(one.model(), "", 0, one.first())));
        return new Conversion(Bytes.of(written), lost);
    }

    private static Invoice read(byte[] written) {
        try {
            return Invoices.read(written).invoice();
        } catch (UnreadableInvoice fault) {
            throw new IllegalStateException("what was written here cannot be read here", fault);
        }
    }
}
