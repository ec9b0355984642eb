package io.counterfoil.invoice.pdf;

import static io.counterfoil.invoice.UnreadableInvoice.Reason.ENCRYPTED;
import static io.counterfoil.invoice.UnreadableInvoice.Reason.MALFORMED;
import static io.counterfoil.invoice.UnreadableInvoice.Reason.NO_ATTACHMENT;
import static io.counterfoil.invoice.UnreadableInvoice.Reason.TOO_LARGE;
import static io.counterfoil.invoice.UnreadableInvoice.Reason.TWO_ATTACHMENTS;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.pdf.InvoicePdf.Bytes;
import io.counterfoil.invoice.xml.Limits;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.common.PDNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;

/// Takes the XML out of a hybrid invoice: Factur-X, ZUGFeRD 1 and 2, XRechnung in PDF, Order-X
/// excepted.
public final class HybridPdf {

    /// The names under which standards old and new attach an invoice.
    private static final Set<String> NAMES =
            Set.of("factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml", "cii.xml");

    /// The XML and what of the PDF's own tables is packed, together: as much as an XML of its own.
    private static final long UNPACKED_MAX = Limits.DEFAULT.bytes();

    /// A tree of names with more nodes was made to hang a reader; one may name itself.
    private static final int NODES_MAX = 1000;

    /// More attachments than any sender means well with.
    private static final int FILES_MAX = 1000;

    private static final String INTRICATE =
            "The PDF is too damaged or has too many objects to look for an invoice in it.";

    private HybridPdf() {}

    /// An invoice found in a PDF.
    ///
    /// @param name the attachment's name
    /// @param relationship its `/AFRelationship`, which older standards do not have
    /// @param level what the PDF's metadata call the profile; `null` where they do not
    /// @param declaredName what the PDF's metadata call the attachment; `null` where they do not
    /// @param xml its bytes
    public record Attachment(
            String name,
            @Nullable String relationship,
            @Nullable String level,
            @Nullable String declaredName,
            Bytes xml) {}

    /// The one invoice in a PDF; none, or two, is a refusal.
    public static Attachment extract(byte[] pdf) throws UnreadableInvoice {
        return Unpacking.within(UNPACKED_MAX, unpacking -> extract(pdf, unpacking));
    }

    private static Attachment extract(byte[] pdf, Unpacking unpacking) throws UnreadableInvoice {
        try (var source = new BoundedSource(pdf);
                var document = Loader.loadPDF(source)) {
            if (document.isEncrypted()) {
                throw encrypted(null);
            }
            var invoice = invoice(document);
            var metadata = HybridMetadata.of(document);
            source.release();
            return attachment(invoice, metadata);
        } catch (BoundedSource.Exhausted problem) {
            throw new UnreadableInvoice(TOO_LARGE, INTRICATE, problem);
        } catch (InvalidPasswordException problem) {
            throw encrypted(problem);
        } catch (UnreadableInvoice refusal) {
            // PDFBox may go on without what it could not unpack.
            throw unpacking.isExceeded() ? tooLarge(refusal) : refusal;
        } catch (IOException | ClassCastException | IllegalArgumentException problem) {
            // PDFBox casts what a file claims to be; a lie shows as a failed cast.
            throw unpacking.isExceeded()
                    ? tooLarge(problem)
                    : new UnreadableInvoice(MALFORMED, "The PDF cannot be read.", problem);
        }
    }

    private static PDComplexFileSpecification invoice(PDDocument document)
            throws IOException, UnreadableInvoice {
        var found = new ArrayList<PDComplexFileSpecification>();
        for (var file : files(document).entrySet()) {
            if (isInvoice(file.getKey(), file.getValue())) {
                found.add(file.getValue());
            }
        }
        if (found.isEmpty()) {
            throw new UnreadableInvoice(NO_ATTACHMENT, "The PDF has no invoice attached.");
        }
        if (found.size() > 1) {
            throw new UnreadableInvoice(
                    TWO_ATTACHMENTS, "The PDF has %d invoices attached.".formatted(found.size()));
        }
        return found.getFirst();
    }

    private static UnreadableInvoice tooLarge(@Nullable Throwable cause) {
        var sentence = "More than %d bytes are packed into the PDF.".formatted(UNPACKED_MAX);
        return cause == null
                ? new UnreadableInvoice(TOO_LARGE, sentence)
                : new UnreadableInvoice(TOO_LARGE, sentence, cause);
    }

    private static UnreadableInvoice encrypted(@Nullable Throwable cause) {
        var sentence = "The PDF is encrypted, which PDF/A does not allow.";
        return cause == null
                ? new UnreadableInvoice(ENCRYPTED, sentence)
                : new UnreadableInvoice(ENCRYPTED, sentence, cause);
    }

    private static boolean isInvoice(String key, PDComplexFileSpecification file) {
        var name = name(file);
        return NAMES.contains((name == null ? key : name).toLowerCase(Locale.ROOT))
                && embedded(file) != null;
    }

    private static @Nullable String name(PDComplexFileSpecification file) {
        return file.getFileUnicode() != null ? file.getFileUnicode() : file.getFile();
    }

    private static @Nullable PDEmbeddedFile embedded(PDComplexFileSpecification file) {
        return file.getEmbeddedFileUnicode() != null
                ? file.getEmbeddedFileUnicode()
                : file.getEmbeddedFile();
    }

    private static Map<String, PDComplexFileSpecification> files(PDDocument document)
            throws IOException, UnreadableInvoice {
        var files = new LinkedHashMap<String, PDComplexFileSpecification>();
        var names = new PDDocumentNameDictionary(document.getDocumentCatalog()).getEmbeddedFiles();
        var nodes = new ArrayDeque<PDNameTreeNode<PDComplexFileSpecification>>();
        if (names != null) {
            nodes.add(names);
        }
        for (var visited = 0; !nodes.isEmpty(); visited++) {
            if (visited > NODES_MAX || files.size() > FILES_MAX) {
                throw new UnreadableInvoice(
                        TOO_LARGE, "The PDF's list of attachments does not end.");
            }
            var node = nodes.remove();
            collect(node, files);
            if (node.getKids() != null) {
                node.getKids().stream().limit(NODES_MAX + 1).forEach(nodes::add);
            }
        }
        return files;
    }

    private static void collect(
            PDNameTreeNode<PDComplexFileSpecification> node,
            Map<String, PDComplexFileSpecification> files)
            throws IOException {
        var here = node.getNames();
        if (here != null) {
            for (var entry : here.entrySet()) {
                if (entry.getValue() != null) {
                    files.put(files.size() + " " + entry.getKey(), entry.getValue());
                }
            }
        }
    }

    private static Attachment attachment(PDComplexFileSpecification file, HybridMetadata metadata)
            throws IOException, UnreadableInvoice {
        var embedded = embedded(file);
        var name = name(file);
        if (embedded == null) {
            throw new UnreadableInvoice(MALFORMED, "The PDF's attachment has no content.");
        }
        byte[] xml;
        try (var in = embedded.createInputStream()) {
            xml = in.readNBytes((int) UNPACKED_MAX + 1);
        }
        if (xml.length > UNPACKED_MAX) {
            throw tooLarge(null);
        }
        return new Attachment(
                name == null ? "" : name,
                file.getCOSObject().getNameAsString(COSName.getPDFName("AFRelationship")),
                metadata.level(),
                metadata.fileName(),
                new Bytes(xml));
    }
}
