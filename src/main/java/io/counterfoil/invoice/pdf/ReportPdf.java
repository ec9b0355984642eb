package io.counterfoil.invoice.pdf;

import io.counterfoil.invoice.pdf.PdfA3.AttachedFile;
import io.counterfoil.invoice.pdf.Sheet.Ink;
import io.counterfoil.kernel.Bytes;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;

/// A report on paper: headed sections of labelled facts and paragraphs, as a tagged PDF/A-3u with
/// files attached.
public final class ReportPdf {

    private static final Color ACCENT = new Color(0x1F, 0x3A, 0x5F);
    private static final Color RULE = new Color(0xD5, 0xDB, 0xE3);
    private static final float LABEL_WIDTH = 150;
    private static final float VALUE_AT = Flow.LEFT + LABEL_WIDTH + 14;
    private static final float FOOT = 7;

    private final Report report;
    private final Typesetter typesetter = new Typesetter();
    private final Sheet sheet;
    private final Flow flow;

    private ReportPdf(Report report, Sheet sheet) {
        this.report = report;
        this.sheet = sheet;
        this.flow = new Flow(sheet, typesetter);
    }

    /// What stands on the paper.
    ///
    /// @param language BCP 47 tag of the main language
    /// @param subtitle lines below the title
    /// @param footer at the foot of every page
    public record Report(
            String language,
            String title,
            List<String> subtitle,
            List<Section> sections,
            String footer) {

        /// Keeps copies.
        public Report {
            subtitle = List.copyOf(subtitle);
            sections = List.copyOf(sections);
        }
    }

    /// Facts first, then text.
    public record Section(String heading, List<Fact> facts, List<String> paragraphs) {

        /// Keeps copies.
        public Section {
            facts = List.copyOf(facts);
            paragraphs = List.copyOf(paragraphs);
        }
    }

    /// A labelled value.
    ///
    /// @param sublabel the label in a second language, or empty
    public record Fact(String label, String sublabel, String value) {}

    /// A file that goes with the paper.
    public record Attachment(String name, String mediaType, String description, Bytes content) {}

    /// Prints; the same report, files and time give the same bytes.
    ///
    /// @param at the time that the file states as that of its making
    public static Bytes print(Report report, List<Attachment> attachments, Instant at) {
        try (var sheet = new Sheet(report.language())) {
            new ReportPdf(report, sheet).draw();
            sheet.finish();
            var files =
                    attachments.stream()
                            .map(each ->
                                    new AttachedFile(
                                            each.name(),
                                            each.mediaType(),
                                            each.description(),
                                            "Data",
                                            each.content()))
                            .toList();
            var pdf = new PdfA3(sheet.document(), at);
            return Bytes.of(pdf.finish(report.title(), "Counterfoil", files));
        } catch (IOException fault) {
            throw new UncheckedIOException("the PDF could not be put together", fault);
        }
    }

    private void draw() {
        var head = Sheet.child(sheet.root(), "H1");
        sheet.fill(Flow.LEFT, Flow.TOP + 14, Flow.WIDTH, 3, ACCENT);
        flow.paragraph(head, report.title(), Flow.LEFT, Flow.WIDTH, new Ink(20, true, ACCENT));
        flow.skip(4);
        for (String line : report.subtitle()) {
            paragraph(sheet.root(), line, Flow.LEFT, Flow.WIDTH, Flow.label(Flow.TEXT));
        }
        report.sections().forEach(this::section);
        feet();
    }

    private void section(Section section) {
        var element = Sheet.child(sheet.root(), "Sect");
        flow.need(70);
        flow.skip(16);
        var heading = Sheet.child(element, "H2");
        flow.paragraph(
                heading, section.heading(), Flow.LEFT, Flow.WIDTH, new Ink(12, true, ACCENT));
        flow.skip(5);
        sheet.fill(Flow.LEFT, flow.y(), Flow.WIDTH, 0.8f, ACCENT);
        flow.skip(3);
        section.facts().forEach(fact -> fact(element, fact));
        for (String text : section.paragraphs()) {
            flow.skip(3);
            var lines = flow.wrap(text, Flow.plain(Flow.TEXT), Flow.WIDTH).size();
            flow.need(Math.min(lines * Flow.TEXT * Flow.LEADING, flow.pageHeight()));
            paragraph(element, text, Flow.LEFT, Flow.WIDTH, Flow.plain(Flow.TEXT));
        }
    }

    /// Label and value side by side, never parted by the end of a page unless they are longer than
    /// one.
    private void fact(PDStructureElement parent, Fact fact) {
        var value = Flow.plain(Flow.TEXT);
        var width = Flow.RIGHT - VALUE_AT;
        var valueHeight = flow.wrap(fact.value(), value, width).size() * Flow.TEXT * Flow.LEADING;
        var labelHeight = 2 * Flow.TEXT * Flow.LEADING;
        flow.need(Math.min(Math.max(valueHeight, labelHeight) + 8, flow.pageHeight()));
        var top = flow.y() - 2;
        flow.moveTo(top);
        paragraph(parent, fact.label(), Flow.LEFT, LABEL_WIDTH, Flow.strong(8.5f));
        if (!fact.sublabel().isEmpty()) {
            paragraph(parent, fact.sublabel(), Flow.LEFT, LABEL_WIDTH, Flow.label(8));
        }
        var labelEnd = flow.y();
        flow.moveTo(top);
        paragraph(parent, fact.value(), VALUE_AT, width, value);
        flow.moveTo(Math.min(labelEnd, flow.y()) - 5);
        sheet.fill(Flow.LEFT, flow.y(), Flow.WIDTH, 0.4f, RULE);
    }

    private void paragraph(PDStructureElement parent, String text, float x, float width, Ink ink) {
        flow.paragraph(Sheet.child(parent, "P"), text, x, width, ink);
    }

    private void feet() {
        var pages = sheet.pages();
        for (int page = 0; page < pages; page++) {
            sheet.returnTo(page);
            var number = typesetter.line("%d / %d".formatted(page + 1, pages), false);
            var y = Flow.BOTTOM - 40;
            sheet.artifact(typesetter.line(report.footer(), false), Flow.LEFT, y, Flow.label(FOOT));
            sheet.artifact(number, Flow.RIGHT - number.width() * FOOT, y, Flow.label(FOOT));
        }
    }
}
