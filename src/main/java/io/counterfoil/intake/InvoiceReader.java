package io.counterfoil.intake;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.pdf.HybridPdf;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import java.util.Optional;

/// Reads what is handed in to be issued.
final class InvoiceReader {

    /// A number that is drawn later; rules want one to be there.
    private static final String NO_NUMBER_YET = "0";

    private InvoiceReader() {}

    /// An invoice that is to be issued.
    ///
    /// @param xml what is checked, and notarized when the number is kept
    /// @param number its own, when it has one
    record Incoming(Invoice invoice, Bytes xml, Optional<String> number) {

        /// The bytes that are notarized under a number: those handed in if it is their own.
        Bytes under(String drawn) {
            return number.isPresent()
                    ? xml
                    : Bytes.of(Invoices.write(invoice.withNumber(drawn), Format.CII));
        }
    }

    /// Reads UBL, CII, a hybrid PDF or JSON, whichever the bytes are.
    static Incoming read(byte[] body) {
        try {
            var given =
                    switch (Invoices.kind(body)) {
                        case PDF -> HybridPdf.extract(body).xml().toArray();
                        case XML, JSON -> body;
                    };
            var reading = Invoices.read(given);
            var number = Optional.ofNullable(reading.invoice().head().number());
            if (number.isPresent() && reading.format() != Format.JSON) {
                return new Incoming(reading.invoice(), Bytes.of(given), number);
            }
            var numbered = reading.invoice().withNumber(number.orElse(NO_NUMBER_YET));
            return new Incoming(numbered, Bytes.of(Invoices.write(numbered, Format.CII)), number);
        } catch (UnreadableInvoice e) {
            throw new ProblemException(ProblemType.MALFORMED, String.valueOf(e.getMessage()));
        }
    }
}
