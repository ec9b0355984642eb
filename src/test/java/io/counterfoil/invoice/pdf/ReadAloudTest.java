package io.counterfoil.invoice.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.OwnInvoices;
import io.counterfoil.invoice.model.Invoice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkedContentReference;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDMarkedContent;
import org.apache.pdfbox.text.PDFMarkedContentExtractor;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;

/// What a screen reader says of an invoice: the tags in their order with the text that is theirs.
class ReadAloudTest {

    @Test
    void saysTheHeadOfATableOnceHoweverManyPages() throws Exception {
        assertThat(spoken(PdfSamples.invoice(60)))
                .containsSequence("TH Description", "TH Quantity")
                .containsOnlyOnce("TH Description")
                .noneMatch(line -> line.contains("Carried forward"))
                .contains("TD 60");
    }

    @Test
    void saysWhatASumIsBeforeHowMuchItIs() throws Exception {
        assertThat(spoken(OwnInvoices.EVERY_TERM.invoice()))
                .containsSequence("TR", "TH Sum of lines", "TD 350.00 EUR")
                .containsSequence("TR", "TH Amount due", "TD 289.00 EUR");
    }

    @Test
    void saysWhyARateIsExemptInItsRow() throws Exception {
        assertThat(spoken(OwnInvoices.EVERY_TERM.invoice()))
                .containsSequence(
                        "TD Exempt Exemption: Exempt by article 132 (VATEX-EU-132-1I)",
                        "TD 0 %",
                        "TD 50.00");
    }

    @Test
    void saysOnceWhoAnswersForTheInvoice() throws Exception {
        assertThat(spoken(PdfSamples.invoice(60)))
                .filteredOn(line -> line.contains("VAT ID DE123456788"))
                .singleElement()
                .asString()
                .startsWith("P Muster Handels GmbH");
    }

    @Test
    void saysWhatAPictureShows() throws Exception {
        assertThat(spoken(PdfSamples.invoice(1)))
                .contains("Figure QR code to check this invoice online");
    }

    private static List<String> spoken(Invoice invoice) throws Exception {
        var pdf =
                InvoicePdf.print(
                        invoice,
                        Invoices.write(invoice, Format.CII),
                        Template.plain(Language.ENGLISH),
                        new QrCode("https://invoice.example/v/1", "Check this invoice"));
        try (var document = Loader.loadPDF(pdf.bytes().toArray())) {
            var lines = new ArrayList<String>();
            var root = document.getDocumentCatalog().getStructureTreeRoot();
            speak(root, texts(document), lines);
            return lines;
        }
    }

    private static void speak(
            PDStructureNode node, Map<PDPage, Map<Integer, String>> texts, List<String> lines) {
        var own = new ArrayList<String>();
        var children = new ArrayList<PDStructureElement>();
        for (var kid : node.getKids()) {
            switch (kid) {
                case PDStructureElement element -> children.add(element);
                case PDMarkedContentReference content ->
                        own.add(
                                texts.getOrDefault(content.getPage(), Map.of())
                                        .getOrDefault(content.getMCID(), ""));
                default -> throw new IllegalStateException("a kid of another kind: " + kid);
            }
        }
        if (node instanceof PDStructureElement element) {
            var picture = element.getAlternateDescription();
            var text = picture == null ? String.join(" ", own) : picture;
            lines.add((element.getStructureType() + " " + text).strip());
        }
        children.forEach(child -> speak(child, texts, lines));
    }

    private static Map<PDPage, Map<Integer, String>> texts(PDDocument document) throws Exception {
        var texts = new HashMap<PDPage, Map<Integer, String>>();
        for (var page : document.getPages()) {
            var extractor = new PDFMarkedContentExtractor();
            extractor.processPage(page);
            var marked = new HashMap<Integer, String>();
            for (var content : extractor.getMarkedContents()) {
                if (content.getMCID() >= 0) {
                    marked.put(content.getMCID(), text(content));
                }
            }
            texts.put(page, marked);
        }
        return texts;
    }

    private static String text(PDMarkedContent content) {
        return content.getContents().stream()
                .filter(TextPosition.class::isInstance)
                .map(letter -> ((TextPosition) letter).getUnicode())
                .collect(Collectors.joining());
    }
}
