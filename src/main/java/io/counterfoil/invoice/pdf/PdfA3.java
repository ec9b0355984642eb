package io.counterfoil.invoice.pdf;

import io.counterfoil.kernel.Bytes;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PageMode;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.graphics.color.PDOutputIntent;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/// Makes a drawn document a PDF/A-3u (ISO 19005-3) that carries an invoice as Factur-X prescribes.
final class PdfA3 {

    private static final String PRODUCER = "Counterfoil";

    private final PDDocument document;
    private final Instant created;

    PdfA3(PDDocument document, Instant created) {
        this.document = document;
        this.created = created.truncatedTo(ChronoUnit.SECONDS);
    }

    /// A file to go with the paper.
    ///
    /// @param relationship the `/AFRelationship`
    record AttachedFile(
            String name,
            String mediaType,
            String description,
            String relationship,
            Bytes content) {}

    /// Attaches the XML, writes the metadata and gives the bytes; the same input gives the same
    /// bytes.
    byte[] finish(String title, String author, Profile profile, byte[] xml) throws IOException {
        var xmp =
                template("xmp.xml")
                        .replace("${file}", profile.fileName())
                        .replace("${level}", profile.conformanceLevel());
        var file =
                new AttachedFile(
                        profile.fileName(),
                        "text/xml",
                        "Invoice as XML, " + profile.conformanceLevel(),
                        profile.relationship(),
                        Bytes.of(xml));
        return finish(title, author, xmp, List.of(file));
    }

    /// Attaches files to a paper that is no invoice, and gives the bytes.
    byte[] finish(String title, String author, List<AttachedFile> files) throws IOException {
        return finish(title, author, template("report-xmp.xml"), files);
    }

    private byte[] finish(String title, String author, String xmp, List<AttachedFile> files)
            throws IOException {
        describe(title, author);
        colors();
        attach(files);
        metadata(title, author, xmp);
        // The identifier of a PDF is made from this number and the content, not from the clock.
        document.setDocumentId(created.getEpochSecond());
        var bytes = new ByteArrayOutputStream();
        document.save(bytes, CompressParameters.DEFAULT_COMPRESSION);
        return bytes.toByteArray();
    }

    private void describe(String title, String author) {
        var information = document.getDocumentInformation();
        information.setTitle(title);
        information.setAuthor(author);
        information.setCreator(PRODUCER);
        information.setProducer(PRODUCER);
        information.setCreationDate(calendar());
        information.setModificationDate(calendar());
        var catalog = document.getDocumentCatalog();
        var mark = new PDMarkInfo();
        mark.setMarked(true);
        catalog.setMarkInfo(mark);
        catalog.setPageMode(PageMode.USE_ATTACHMENTS);
        var preferences = new PDViewerPreferences(new COSDictionary());
        preferences.setDisplayDocTitle(true);
        catalog.setViewerPreferences(preferences);
        document.setVersion(1.7f);
    }

    private Calendar calendar() {
        return GregorianCalendar.from(created.atZone(ZoneOffset.UTC));
    }

    private void colors() throws IOException {
        var profile = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        var intent = new PDOutputIntent(document, new ByteArrayInputStream(profile));
        intent.setInfo("sRGB IEC61966-2.1");
        intent.setOutputCondition("sRGB IEC61966-2.1");
        intent.setOutputConditionIdentifier("sRGB IEC61966-2.1");
        intent.setRegistryName("http://www.color.org");
        document.getDocumentCatalog().addOutputIntent(intent);
    }

    private void attach(List<AttachedFile> attached) throws IOException {
        var named = new TreeMap<String, PDComplexFileSpecification>();
        var associated = new COSArray();
        for (AttachedFile each : attached) {
            var specification = specification(each);
            named.put(each.name(), specification);
            associated.add(specification.getCOSObject());
        }
        var files = new PDEmbeddedFilesNameTreeNode();
        files.setNames(named);
        var catalog = document.getDocumentCatalog();
        var names = new PDDocumentNameDictionary(catalog);
        names.setEmbeddedFiles(files);
        catalog.setNames(names);
        catalog.getCOSObject().setItem(COSName.getPDFName("AF"), associated);
    }

    private PDComplexFileSpecification specification(AttachedFile attached) throws IOException {
        var content = new ByteArrayInputStream(attached.content().toArray());
        var file = new PDEmbeddedFile(document, content, COSName.FLATE_DECODE);
        file.setSubtype(attached.mediaType());
        file.setSize(attached.content().size());
        file.setModDate(calendar());
        file.setCreationDate(calendar());
        var specification = new PDComplexFileSpecification();
        specification.setFile(attached.name());
        specification.setFileUnicode(attached.name());
        specification.setFileDescription(attached.description());
        specification.setEmbeddedFile(file);
        specification.setEmbeddedFileUnicode(file);
        specification
                .getCOSObject()
                .setName(COSName.getPDFName("AFRelationship"), attached.relationship());
        return specification;
    }

    private void metadata(String title, String author, String template) throws IOException {
        var xmp =
                template.replace("${title}", escape(title))
                        .replace("${author}", escape(author))
                        .replace("${producer}", PRODUCER)
                        .replace("${created}", created.toString());
        // Uncompressed, so that a scanner can find it without reading the PDF.
        var metadata = new PDMetadata(document);
        try (var out = metadata.createOutputStream()) {
            out.write(xmp.getBytes(StandardCharsets.UTF_8));
        }
        document.getDocumentCatalog().setMetadata(metadata);
    }

    private static String template(String name) throws IOException {
        try (var in = Objects.requireNonNull(PdfA3.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("[\\p{Cntrl}&&[^\\t]]", " ");
    }
}
