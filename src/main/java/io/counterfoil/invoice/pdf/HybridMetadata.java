package io.counterfoil.invoice.pdf;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.XmlReader;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;

/// What a PDF's XMP metadata say of the invoice inside it.
///
/// @param level the profile, `EN 16931`
/// @param fileName the attachment's name
record HybridMetadata(@Nullable String level, @Nullable String fileName) {

    /// XMP is a few kilobytes; more than this is no description of an invoice.
    private static final int BYTES_MAX = 1 << 20;

    private static final HybridMetadata NONE = new HybridMetadata(null, null);

    /// The metadata of a document; nothing where there are none that can be read.
    static HybridMetadata of(PDDocument document) throws IOException {
        var metadata = document.getDocumentCatalog().getMetadata();
        if (metadata == null) {
            return NONE;
        }
        try (var in = metadata.createInputStream()) {
            var root = XmlReader.read(in.readNBytes(BYTES_MAX));
            return new HybridMetadata(
                    property(root, "ConformanceLevel"), property(root, "DocumentFileName"));
        } catch (UnreadableInvoice noXmp) {
            return NONE;
        }
    }

    /// A property of the schemas of Factur-X and ZUGFeRD, written as an element or an attribute.
    private static @Nullable String property(Element element, String name) {
        if (isProperty(element.name(), name)) {
            return element.value();
        }
        for (var attribute : element.attributes().entrySet()) {
            if (isProperty(attribute.getKey(), name)) {
                return attribute.getValue().strip();
            }
        }
        for (var child : element) {
            var found = property(child, name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static boolean isProperty(String qualified, String name) {
        return qualified.endsWith("}" + name)
                && qualified.contains("CrossIndustryDocument:invoice");
    }
}
