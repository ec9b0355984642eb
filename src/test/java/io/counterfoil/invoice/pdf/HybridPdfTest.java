package io.counterfoil.invoice.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.invoice.Corpus;
import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.UnreadableInvoice.Reason;
import io.counterfoil.invoice.xml.Limits;
import io.counterfoil.invoice.xml.XmlReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A hybrid PDF gives the one invoice that is in it, or says why it does not.
class HybridPdfTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("corpus")
    void findsTheInvoiceInEveryFileOfTheCorpora(Corpus.Case row) throws Exception {
        var attachment = HybridPdf.extract(row.bytes());

        assertThat(XmlReader.read(attachment.xml().toArray()).name()).isNotEmpty();
    }

    static Stream<Corpus.Case> corpus() {
        return Corpus.pdfs();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "factur-x.xml",
                "xrechnung.xml",
                "zugferd-invoice.xml",
                "ZUGFeRD-invoice.xml"
            })
    void knowsTheOlderNames(String name) throws Exception {
        assertThat(HybridPdf.extract(pdf(List.of(name, "terms.txt"))).name()).isEqualTo(name);
    }

    @Test
    void refusesAPdfWithoutInvoice() {
        refuses(() -> pdf(List.of()), Reason.NO_ATTACHMENT);
        refuses(() -> pdf(List.of("terms.xml")), Reason.NO_ATTACHMENT);
    }

    @Test
    void refusesAPdfWithTwoInvoices() {
        refuses(() -> pdf(List.of("factur-x.xml", "ZUGFeRD-invoice.xml")), Reason.TWO_ATTACHMENTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret"})
    void refusesAnEncryptedPdf(String userPassword) {
        refuses(() -> encrypted(userPassword), Reason.ENCRYPTED);
    }

    /// PDFBox would hold all of it in memory; deflated it is a thousandth.
    @ParameterizedTest
    @ValueSource(strings = {"attachment", "metadata"})
    void refusesAPdfThatUnpacksToMoreThanItMay(String where) {
        refuses(() -> packed(where), Reason.TOO_LARGE);
    }

    @Test
    void refusesRowsThatNoAttachmentHas() {
        refuses(HybridPdfTest::wide, Reason.MALFORMED);
    }

    @Test
    void refusesWhatIsNoPdf() {
        refuses(
                () -> "%PDF-1.7 and nothing more".getBytes(StandardCharsets.US_ASCII),
                Reason.MALFORMED);
    }

    @Test
    void answersEveryDamagedPdfWithAnInvoiceOrAReason() throws Exception {
        var invoice = PdfSamples.invoice(1);
        var good =
                InvoicePdf.print(
                                invoice,
                                Invoices.write(invoice, Format.CII),
                                Template.plain(Language.ENGLISH),
                                null)
                        .bytes()
                        .toArray();
        var random = new Random(20261121);
        for (var i = 0; i < 60; i++) {
            var bad = damage(good, random);
            try {
                assertThat(HybridPdf.extract(bad).xml().length()).isPositive();
            } catch (UnreadableInvoice refusal) {
                assertThat(refusal.getMessage()).endsWith(".");
            }
        }
    }

    private static byte[] damage(byte[] good, Random random) {
        if (random.nextInt(4) == 0) {
            return Arrays.copyOf(good, random.nextInt(good.length));
        }
        var bad = good.clone();
        for (var flips = 1 + random.nextInt(40); flips > 0; flips--) {
            bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
        }
        return bad;
    }

    private interface Making {
        byte[] bytes() throws Exception;
    }

    private static void refuses(Making pdf, Reason reason) {
        assertThatThrownBy(() -> HybridPdf.extract(pdf.bytes()))
                .isInstanceOfSatisfying(
                        UnreadableInvoice.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static byte[] pdf(List<String> names) throws Exception {
        try (var document = new PDDocument()) {
            document.addPage(new PDPage());
            var files = new HashMap<String, PDComplexFileSpecification>();
            for (var name : names) {
                var file = new PDComplexFileSpecification();
                file.setFile(name);
                file.setEmbeddedFile(
                        new PDEmbeddedFile(
                                document,
                                new ByteArrayInputStream("<a/>".getBytes(StandardCharsets.UTF_8))));
                files.put(name, file);
            }
            var tree = new PDEmbeddedFilesNameTreeNode();
            tree.setNames(files);
            var dictionary = new PDDocumentNameDictionary(document.getDocumentCatalog());
            dictionary.setEmbeddedFiles(tree);
            document.getDocumentCatalog().setNames(dictionary);
            return save(document);
        }
    }

    /// A good attachment, and more blanks than may be unpacked in one place.
    private static byte[] packed(String where) throws Exception {
        var blanks = " ".repeat((int) Limits.DEFAULT.bytes() + 1);
        try (var document = Loader.loadPDF(pdf(List.of("factur-x.xml")))) {
            var catalog = document.getDocumentCatalog();
            if (where.equals("metadata")) {
                catalog.setMetadata(new PDMetadata(document));
                write(catalog.getMetadata().getCOSObject(), blanks);
            } else {
                write(attachment(document), blanks);
            }
            return save(document);
        }
    }

    /// An attachment whose bytes are said to be points of a picture, billions in a row.
    private static byte[] wide() throws Exception {
        try (var document = Loader.loadPDF(pdf(List.of("factur-x.xml")))) {
            var attachment = attachment(document);
            write(attachment, "<a/>");
            var parameters = new COSDictionary();
            parameters.setInt(COSName.PREDICTOR, 12);
            parameters.setInt(COSName.COLUMNS, 2_000_000_000);
            attachment.setItem(COSName.DECODE_PARMS, parameters);
            return save(document);
        }
    }

    private static COSStream attachment(PDDocument document) throws Exception {
        var files = new PDDocumentNameDictionary(document.getDocumentCatalog()).getEmbeddedFiles();
        var file = Objects.requireNonNull(files.getNames().get("factur-x.xml"));
        return file.getEmbeddedFile().getCOSObject();
    }

    private static void write(COSStream stream, String text) throws Exception {
        try (var out = stream.createOutputStream(COSName.FLATE_DECODE)) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static byte[] encrypted(String userPassword) throws Exception {
        try (var document = Loader.loadPDF(pdf(List.of("factur-x.xml")))) {
            var policy =
                    new StandardProtectionPolicy("owner", userPassword, new AccessPermission());
            policy.setEncryptionKeyLength(128);
            document.protect(policy);
            return save(document);
        }
    }

    private static byte[] save(PDDocument document) throws Exception {
        var bytes = new ByteArrayOutputStream();
        document.save(bytes);
        return bytes.toByteArray();
    }
}
