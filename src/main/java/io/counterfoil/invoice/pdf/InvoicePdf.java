package io.counterfoil.invoice.pdf;

import io.counterfoil.invoice.model.Invoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An invoice as a PDF/A-3u that people read and machines take the XML out of (Factur-X 1.0,
/// ZUGFeRD 2).
public final class InvoicePdf {

    private InvoicePdf() {}

    /// A finished PDF.
    ///
    /// @param bytes in the order they stand in the file
    /// @param missing characters that no font here has, which show as U+FFFD: a finding, not a
    ///   blank
    public record Printed(Bytes bytes, List<String> missing) {
        public Printed {
            missing = List.copyOf(missing);
        }
    }

    /// Bytes that nobody changes; a record may not hold an array.
    public static final class Bytes {
        private final byte[] content;

        Bytes(byte[] content) {
            this.content = content;
        }

        /// A copy of them.
        public byte[] toArray() {
            return content.clone();
        }

        /// How many there are.
        public int length() {
            return content.length;
        }
    }

    /// Prints the invoice and attaches the XML that says the same.
    ///
    /// The same invoice, XML, template and code give the same bytes: times in the file are the
    /// invoice's day of issue.
    ///
    /// @param cii the invoice as Cross Industry Invoice, the bytes that are signed and kept
    /// @param qrCode a code beside the payment, if any
    public static Printed print(
            Invoice invoice, byte[] cii, Template template, @Nullable QrCode qrCode) {
        var typesetter = new Typesetter();
        try (var sheet = new Sheet(template.language().tag())) {
            new InvoiceLayout(invoice, template, sheet, typesetter).draw(qrCode);
            sheet.finish();
            var seller = invoice.seller().name();
            var bytes =
                    new PdfA3(sheet.document(), day(invoice))
                            .finish(
                                    InvoiceLayout.title(invoice, template.language()),
                                    seller == null ? "" : seller,
                                    Profile.of(invoice.process().specification()),
                                    cii);
            return new Printed(new Bytes(bytes), names(typesetter.missing()));
        } catch (IOException fault) {
            throw new UncheckedIOException("the PDF could not be put together", fault);
        }
    }

    /// The characters of a text that no font here has, as `U+16A0`; they would show as U+FFFD.
    public static List<String> missing(String text) {
        return text.chars().allMatch(one -> one >= ' ' && one < 0x7F)
                ? List.of()
                : names(Typesetter.undrawable(text));
    }

    private static Instant day(Invoice invoice) {
        var day = invoice.head().issueDate();
        return day == null ? Instant.EPOCH : day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static List<String> names(Set<Integer> characters) {
        return characters.stream().map(character -> "U+%04X".formatted(character)).toList();
    }
}
