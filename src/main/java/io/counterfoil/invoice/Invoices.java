package io.counterfoil.invoice;

import io.counterfoil.invoice.UnreadableInvoice.Reason;
import io.counterfoil.invoice.cii.CiiReader;
import io.counterfoil.invoice.cii.CiiWriter;
import io.counterfoil.invoice.fapiao.FapiaoReader;
import io.counterfoil.invoice.json.InvoiceJson;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.ubl.UblReader;
import io.counterfoil.invoice.ubl.UblWriter;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.Limits;
import io.counterfoil.invoice.xml.XmlReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The way in and the way out: an invoice from bytes of any syntax, and bytes of any syntax from an
/// invoice.
public final class Invoices {

    private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);

    /// A PDF may carry this much before its header (ISO 32000, annex H).
    private static final int PDF_HEADER_WITHIN = 1024;

    /// The namespace of ZUGFeRD 1 and of its drafts begins so.
    private static final String ZUGFERD_1 = "{urn:ferd:CrossIndustryDocument:";

    private Invoices() {}

    /// The invoice in XML or JSON, whichever the bytes are.
    public static Reading read(byte[] document) throws UnreadableInvoice {
        return switch (kind(document)) {
            case XML -> read(XmlReader.read(document));
            case JSON -> InvoiceJson.read(document);
            case PDF ->
                    throw new UnreadableInvoice(
                            Reason.UNKNOWN_SYNTAX, "A PDF is read by its own reader.");
        };
    }

    /// The invoice in XML that is read as it comes in; the tree and the model are all that is held.
    public static Reading read(InputStream xml, Limits limits) throws UnreadableInvoice {
        return read(XmlReader.read(xml, limits));
    }

    /// The invoice in a document that was parsed.
    public static Reading read(Element root) throws UnreadableInvoice {
        return switch (format(root)) {
            case UBL_INVOICE, UBL_CREDIT_NOTE -> UblReader.read(root);
            case CII -> CiiReader.read(root);
            case FAPIAO_XML -> FapiaoReader.read(root);
            case HYBRID_PDF, JSON -> throw unknown(root);
        };
    }

    /// The syntax of a document that was parsed.
    public static Format format(Element root) throws UnreadableInvoice {
        return switch (root.name()) {
            case "ubl:Invoice" -> Format.UBL_INVOICE;
            case "ubl:CreditNote" -> Format.UBL_CREDIT_NOTE;
            case "rsm:CrossIndustryInvoice" -> Format.CII;
            case "EInvoice" -> Format.FAPIAO_XML;
            default -> throw unknown(root);
        };
    }

    private static UnreadableInvoice unknown(Element root) {
        if (root.name().startsWith(ZUGFERD_1)) {
            return new UnreadableInvoice(
                    Reason.UNKNOWN_SYNTAX,
                    "It is an invoice of ZUGFeRD 1, which is older than EN 16931 and has other terms:"
                            + " ask for ZUGFeRD 2 or Factur-X.");
        }
        return new UnreadableInvoice(
                Reason.UNKNOWN_SYNTAX,
                "A document that begins with <%s> is no invoice known here."
                        .formatted(root.name()));
    }

    /// The invoice as UBL, CII or JSON.
    ///
    /// @throws IllegalArgumentException for a format that this method does not write
    public static byte[] write(Invoice invoice, Format format) {
        return switch (format) {
            case UBL_INVOICE, UBL_CREDIT_NOTE -> UblWriter.write(invoice);
            case CII -> CiiWriter.write(invoice);
            case JSON -> InvoiceJson.write(invoice);
            case HYBRID_PDF, FAPIAO_XML ->
                    throw new IllegalArgumentException(
                            format + " is not written from the model alone");
        };
    }

    /// What the bytes look like, before anything is parsed.
    public enum Kind {
        /// Markup.
        XML,
        /// A JSON object.
        JSON,
        /// A PDF file.
        PDF
    }

    /// Tells XML, JSON and PDF apart by their first characters.
    public static Kind kind(byte[] document) throws UnreadableInvoice {
        if (document.length == 0) {
            throw new UnreadableInvoice(Reason.EMPTY, "There is nothing in it.");
        }
        if (isPdf(document)) {
            return Kind.PDF;
        }
        for (var b : document) {
            switch (b) {
                case ' ',
                        '\t',
                        '\r',
                        '\n',
                        0,
                        (byte) 0xEF,
                        (byte) 0xBB,
                        (byte) 0xBF,
                        (byte) 0xFE,
                        (byte) 0xFF -> {}
                case '<' -> {
                    return Kind.XML;
                }
                case '{' -> {
                    return Kind.JSON;
                }
                default ->
                        throw new UnreadableInvoice(
                                Reason.UNKNOWN_SYNTAX, "It is neither XML nor JSON nor PDF.");
            }
        }
        throw new UnreadableInvoice(Reason.EMPTY, "There is nothing but white space in it.");
    }

    private static boolean isPdf(byte[] document) {
        var end = Math.min(document.length, PDF_HEADER_WITHIN) - PDF.length;
        for (var start = 0; start <= end; start++) {
            if (Arrays.equals(document, start, start + PDF.length, PDF, 0, PDF.length)) {
                return true;
            }
        }
        return false;
    }
}
