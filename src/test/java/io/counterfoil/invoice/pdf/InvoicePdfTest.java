package io.counterfoil.invoice.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.model.Invoice;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/// The PDF is an archive that veraPDF accepts, an invoice that a machine finds, and paper that says
/// the same.
class InvoicePdfTest {

    private static final QrCode QR =
            new QrCode(
                    "https://invoice.example/v/DE123456788/2026-11-21/"
                            + "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
                    "Check this invoice at invoice.example");

    @BeforeAll
    static void startVeraPdf() {
        VeraGreenfieldFoundryProvider.initialise();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void isArchivable(PdfSamples.Sample sample) throws Exception {
        var pdf = print(sample).bytes().toArray();
        save(sample.name(), pdf);

        assertThat(failures(pdf, PDFAFlavour.PDFA_3_U)).isEmpty();
        assertThat(failures(pdf, PDFAFlavour.PDFA_3_A))
                .as("tags as level A asks for, but for the level claimed")
                .isSubsetOf("6.6.4-3");
        assertThat(failures(pdf, PDFAFlavour.PDFUA_1)).as("for screen readers").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "BASIC, urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
        "EN16931, urn:cen.eu:en16931:2017",
        "EXTENDED, urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
        "XRECHNUNG, urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
    })
    void everyProfileIsArchivableAndFound(Profile profile, String specification) throws Exception {
        var invoice = PdfSamples.ofSpecification(specification);

        var pdf = print(PdfSamples.english(invoice)).bytes().toArray();

        assertThat(failures(pdf, PDFAFlavour.PDFA_3_U)).isEmpty();
        assertThat(failures(pdf, PDFAFlavour.PDFUA_1)).isEmpty();
        var attachment = HybridPdf.extract(pdf);
        assertThat(attachment.name()).isEqualTo(profile.fileName());
        assertThat(attachment.declaredName()).isEqualTo(profile.fileName());
        assertThat(attachment.level()).isEqualTo(profile.conformanceLevel());
        assertThat(attachment.relationship()).isEqualTo("Alternative");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void givesBackTheInvoiceItWasMadeFrom(PdfSamples.Sample sample) throws Exception {
        var printed = print(sample);

        var attachment = HybridPdf.extract(printed.bytes().toArray());

        assertThat(attachment.name()).isEqualTo("factur-x.xml");
        assertThat(attachment.relationship()).isEqualTo("Alternative");
        assertThat(Invoices.read(attachment.xml().toArray()).invoice()).isEqualTo(sample.invoice());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void speaksEveryLanguage(Language language) throws Exception {
        var invoice = PdfSamples.invoice(3);

        var text =
                text(print(new PdfSamples.Sample("languages", invoice, Template.plain(language))));

        assertThat(text)
                .contains(language.label("description"))
                .contains(language.label("due"))
                .contains(invoice.head().number());
    }

    @Test
    void saysTheSameSumsAsTheXml() throws Exception {
        var text = text(print(PdfSamples.all().getFirst()));

        assertThat(text)
                .contains("238,00 EUR")
                .contains("38,00")
                .contains("DE75 5121 0800 1245 1261 99");
    }

    @Test
    void repeatsTheHeadingOnEveryPage() throws Exception {
        var printed =
                print(
                        new PdfSamples.Sample(
                                "long", PdfSamples.invoice(500), Template.plain(Language.ENGLISH)));
        try (var document = Loader.loadPDF(printed.bytes().toArray())) {
            var pages = document.getNumberOfPages();
            assertThat(pages).isBetween(10, 40);
            for (var page = 1; page < pages; page++) {
                var stripper = new PDFTextStripper();
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                assertThat(stripper.getText(document))
                        .contains("Unit price")
                        .contains("Page " + page + " of " + pages);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void staysWithinTheMargins(PdfSamples.Sample sample) throws Exception {
        try (var document = Loader.loadPDF(print(sample).bytes().toArray())) {
            var stripper = new OutOfPlace();
            stripper.getText(document);

            assertThat(stripper.found).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void endsNoLineWithADot(PdfSamples.Sample sample) throws Exception {
        assertThat(text(print(sample)).lines().map(String::strip))
                .noneMatch(line -> line.endsWith("·"));
    }

    /// The sums are never without rows, nor how to pay without what.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 10, 11, 13, 14, 18, 19, 20, 31, 34, 35, 38, 40, 41, 52})
    void keepsTheLastRowsWithTheSumsAndHowToPayWithWhat(int lines) throws Exception {
        var pages = pages(print(PdfSamples.english(PdfSamples.invoice(lines))));

        assertThat(pages.getLast())
                .contains("Amount due", "Payment\n", "Account holder", "Check this invoice");
        assertThat(pages)
                .filteredOn(page -> page.contains("Total with VAT"))
                .singleElement()
                .satisfies(
                        page -> assertThat(rows(page)).isGreaterThanOrEqualTo(Math.min(lines, 3)));
    }

    @Test
    void nineLinesAreOnePage() throws Exception {
        assertThat(pages(print(PdfSamples.english(PdfSamples.invoice(9))))).hasSize(1);
    }

    /// Of a page that is followed by another no more than three tenths stay blank, about the height
    /// of the sums with three rows.
    @Test
    void fillsItsPages() throws Exception {
        for (var lines = 1; lines <= 45; lines++) {
            var printed = print(PdfSamples.english(PdfSamples.invoice(lines)));
            try (var document = Loader.loadPDF(printed.bytes().toArray())) {
                for (var page = 1; page < document.getNumberOfPages(); page++) {
                    var lowest = new LowestText();
                    lowest.setStartPage(page);
                    lowest.setEndPage(page);
                    lowest.getText(document);

                    assertThat(lowest.y).as("%d lines", lines).isGreaterThan(750 - 0.3f * 694);
                }
            }
        }
    }

    /// Remarks of half a page and more begin with the sums, and go on where they must.
    @ParameterizedTest
    @ValueSource(ints = {5, 9, 10, 20, 31, 40})
    void longRemarksTakeNoMoreThanTheirBeginningToTheSums(int lines) throws Exception {
        var note = "There is much to say about how this was delivered. ".repeat(60);
        var pages = pages(print(PdfSamples.english(PdfSamples.withNote(lines, note))));

        assertThat(pages)
                .filteredOn(page -> page.contains("Total with VAT"))
                .singleElement()
                .satisfies(page -> assertThat(rows(page)).isGreaterThanOrEqualTo(3));
        assertThat(pages)
                .filteredOn(page -> page.contains("Payment\n"))
                .singleElement()
                .asString()
                .contains("Amount due", "Account holder", "Check this invoice");
    }

    @Test
    void printsNoTableForAnInvoiceWithoutLines() throws Exception {
        var pages = pages(print(PdfSamples.english(PdfSamples.withoutLines())));

        assertThat(pages)
                .singleElement()
                .asString()
                .contains("Amount due")
                .doesNotContain("Unit price");
    }

    private static int rows(String page) {
        return (int)
                page.lines()
                        .filter(line -> line.contains("Article no.") || line.contains("Desk lamp"))
                        .count();
    }

    @Test
    void carriesTheSumFromPageToPage() throws Exception {
        var pages = pages(print(PdfSamples.english(PdfSamples.invoice(45))));

        var carried = "Carried forward %,d.00".formatted(rows(pages.getFirst()) * 200);
        assertThat(pages.get(0)).containsOnlyOnce("Carried forward").contains(carried);
        assertThat(pages.get(1).lines().filter(line -> line.startsWith("Carried")))
                .hasSize(2)
                .contains(carried);
    }

    @Test
    void saysOnEveryPageWhatItBelongsTo() throws Exception {
        assertThat(pages(print(sample("thirty-one-lines"))))
                .hasSizeGreaterThan(2)
                .allSatisfy(page -> assertThat(page).contains("Invoice 2026-0001"));
    }

    @Test
    void saysEverythingAboutTheSellerHoweverLong() throws Exception {
        var text = text(print(sample("crowded"))).replaceAll("\\s+", " ");

        assertThat(text.split("Vorsitz des Aufsichtsrats: Max Muster.", -1)).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({
        "380, ENGLISH, Invoice",
        "389, ENGLISH, Self-billed invoice",
        "381, GERMAN, Rechnungskorrektur",
        "389, GERMAN, Gutschrift",
        "384, CHINESE, 更正发票",
        "527, ENGLISH, Invoice",
        "532, ENGLISH, Credit note"
    })
    void isCalledWhatItIs(String code, Language language, String title) {
        assertThat(InvoiceLayout.title(PdfSamples.ofType(code), language))
                .isEqualTo(title + " 2026-0001");
    }

    @Test
    void printsAQrCodeThatATelephoneReads() throws Exception {
        var pdf = print(PdfSamples.all().getFirst()).bytes().toArray();
        try (var document = Loader.loadPDF(pdf)) {
            var image = new PDFRenderer(document).renderImageWithDPI(0, 150);
            var pixels =
                    image.getRGB(
                            0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);

            var found = new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source)));

            assertThat(found.getText()).isEqualTo(QR.text());
        }
    }

    @Test
    void namesCharactersThatNoFontHas() {
        var invoice = PdfSamples.withBuyerName("Rune ᚠ Straße 𠮷野");

        var printed =
                print(new PdfSamples.Sample("missing", invoice, Template.plain(Language.GERMAN)));

        assertThat(printed.missing()).containsExactly("U+16A0");
    }

    @Test
    void isTheSameEveryTime() {
        var sample = PdfSamples.all().getFirst();

        assertThat(print(sample).bytes().toArray()).isEqualTo(print(sample).bytes().toArray());
    }

    @Test
    void manyThreadsShareTheFonts() {
        var sample = PdfSamples.all().getFirst();
        var once = print(sample).bytes().toArray();

        var prints =
                Stream.generate(() -> sample)
                        .limit(16)
                        .parallel()
                        .map(InvoicePdfTest::print)
                        .toList();

        assertThat(prints).allSatisfy(one -> assertThat(one.bytes().toArray()).isEqualTo(once));
    }

    static List<PdfSamples.Sample> samples() {
        return PdfSamples.all();
    }

    private static InvoicePdf.Printed print(PdfSamples.Sample sample) {
        Invoice invoice = sample.invoice();
        return InvoicePdf.print(
                invoice, Invoices.write(invoice, Format.CII), sample.template(), QR);
    }

    private static PdfSamples.Sample sample(String name) {
        return samples().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> pages(InvoicePdf.Printed printed) throws Exception {
        var pages = new ArrayList<String>();
        try (var document = Loader.loadPDF(printed.bytes().toArray())) {
            for (var page = 1; page <= document.getNumberOfPages(); page++) {
                var stripper = new PDFTextStripper();
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                pages.add(stripper.getText(document).replace("\r", ""));
            }
        }
        return pages;
    }

    /// How far down a page text goes, the foot excepted; points from its top.
    private static final class LowestText extends PDFTextStripper {
        private float y;

        @Override
        protected void processTextPosition(TextPosition letter) {
            if (letter.getYDirAdj() < 750) {
                y = Math.max(y, letter.getYDirAdj());
            }
        }
    }

    /// Finds letters outside the margins, and letters that stand on others.
    private static final class OutOfPlace extends PDFTextStripper {
        private final List<String> found = new ArrayList<>();
        private final List<Rectangle2D> placed = new ArrayList<>();

        @Override
        protected void startPage(PDPage page) {
            placed.clear();
        }

        @Override
        protected void processTextPosition(TextPosition letter) {
            super.processTextPosition(letter);
            var left = letter.getXDirAdj();
            var base = letter.getYDirAdj();
            var width = letter.getWidthDirAdj();
            // A little less than the letter itself: neighbours may touch.
            var size = letter.getFontSizeInPt();
            var box =
                    new Rectangle2D.Float(
                            left + width * 0.3f, base - size * 0.45f, width * 0.4f, size * 0.4f);
            var inside = left >= 55 && left + width <= 553 && base >= 20 && base <= 806;
            if (!inside || placed.stream().anyMatch(other -> other.intersects(box))) {
                found.add("%s at %.0f, %.0f".formatted(letter.getUnicode(), left, base));
            }
            if (!letter.getUnicode().isBlank()) {
                placed.add(box);
            }
        }
    }

    private static String text(InvoicePdf.Printed printed) throws Exception {
        try (var document = Loader.loadPDF(printed.bytes().toArray())) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static List<String> failures(byte[] pdf, PDFAFlavour flavour) throws Exception {
        try (var parser =
                        Foundries.defaultInstance()
                                .createParser(new ByteArrayInputStream(pdf), flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            return validator.validate(parser).getTestAssertions().stream()
                    .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                    .map(one -> one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber())
                    .distinct()
                    .toList();
        }
    }

    /// Pages to be looked at: `-Dpdf.samples=DIR` keeps them.
    private static void save(String name, byte[] pdf) throws Exception {
        var directory = System.getProperty("pdf.samples");
        if (directory != null) {
            Files.write(Files.createDirectories(Path.of(directory)).resolve(name + ".pdf"), pdf);
        }
    }
}
