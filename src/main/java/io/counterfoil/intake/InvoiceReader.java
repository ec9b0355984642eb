package io.counterfoil.intake;

import io.counterfoil.invoice.Conversion;
import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.Reading;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.pdf.HybridPdf;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    /// @param sent what strict rules look at: a PDF as it came, or the XML
    /// @param lost what the notarized document will not say, though what was sent says it
    record Incoming(
            Invoice invoice,
            Bytes xml,
            Optional<String> number,
            Bytes sent,
            List<Conversion.Loss> lost) {

        /// Whether it came as a PDF that people read, beside the XML that is notarized.
        boolean isPaper() {
            return !sent.equals(xml);
        }

        /// The bytes that are notarized under a number: those handed in if it is their own.
        Bytes under(String drawn) {
            return number.isPresent()
                    ? xml
                    : Bytes.of(Invoices.write(invoice.withNumber(drawn), Format.CII));
        }
    }

    /// Reads UBL, CII, a hybrid PDF or JSON, whichever the bytes are.
    ///
    /// @param rules that say more of XML that the model has no place for
    static Incoming read(byte[] body, InvoiceRules rules) {
        try {
            var given =
                    switch (Invoices.kind(body)) {
                        case PDF -> HybridPdf.extract(body).xml().toArray();
                        case XML, JSON -> body;
                    };
            var reading = reading(given, rules);
            var number = Optional.ofNullable(reading.invoice().head().number());
            if (number.isPresent() && reading.format() != Format.JSON) {
                return new Incoming(
                        reading.invoice(), Bytes.of(given), number, Bytes.of(body), List.of());
            }
            var numbered = reading.invoice().withNumber(number.orElse(NO_NUMBER_YET));
            var written = Conversion.of(reading.with(numbered), Format.CII);
            return new Incoming(
                    numbered, written.document(), number, written.document(), written.lost());
        } catch (UnreadableInvoice e) {
            throw new ProblemException(ProblemType.MALFORMED, String.valueOf(e.getMessage()));
        }
    }

    /// What cannot be read into the model breaks a rule most of the time, and a finding says more
    /// than a refusal to read.
    private static Reading reading(byte[] given, InvoiceRules rules) throws UnreadableInvoice {
        try {
            return Invoices.read(given);
        } catch (UnreadableInvoice e) {
            if (Invoices.kind(given) == Invoices.Kind.XML) {
                rules.refuseInvalid(Bytes.of(given));
            }
            throw e;
        }
    }

    /// What is lost, as it is shown.
    static List<Map<String, Object>> view(List<Conversion.Loss> lost) {
        return lost.stream().map(InvoiceReader::view).toList();
    }

    private static Map<String, Object> view(Conversion.Loss loss) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("model", loss.model());
        view.put("location", loss.location());
        view.put("line", loss.line());
        view.put("value", loss.value());
        return view;
    }
}
