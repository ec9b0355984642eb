package io.counterfoil.invoice.pdf;

import static io.counterfoil.invoice.pdf.Flow.LEADING;
import static io.counterfoil.invoice.pdf.Flow.LEFT;
import static io.counterfoil.invoice.pdf.Flow.RIGHT;
import static io.counterfoil.invoice.pdf.Flow.SMALL;
import static io.counterfoil.invoice.pdf.Flow.TEXT;
import static io.counterfoil.invoice.pdf.Flow.TOP;
import static io.counterfoil.invoice.pdf.Flow.WIDTH;

import io.counterfoil.invoice.model.Address;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.pdf.Sheet.Ink;
import java.text.MessageFormat;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.jspecify.annotations.Nullable;

/// An invoice on paper: who, to whom, what, how much, how to pay.
final class InvoiceLayout {

    private static final float META = 340;
    private static final float META_VALUE = 438;
    private static final float LOGO_WIDTH = 150;

    private final Invoice invoice;
    private final Template template;
    private final Language language;
    private final Sheet sheet;
    private final Flow flow;
    private final Margins margins;

    InvoiceLayout(Invoice invoice, Template template, Sheet sheet, Typesetter typesetter) {
        this.invoice = invoice;
        this.template = template;
        this.language = template.language();
        this.sheet = sheet;
        this.flow = new Flow(sheet, typesetter);
        this.margins = new Margins(sheet, flow, invoice, template);
    }

    /// Draws every page.
    void draw(@Nullable QrCode qrCode) {
        seller();
        parties();
        title();
        var sums = new SumTables(sheet, flow, invoice, template);
        var width = qrCode == null ? WIDTH : WIDTH - QrCode.PLACE;
        var remarks = new Remarks(sheet, flow, invoice, template, width);
        remarks.collect(margins.beyond());
        if (!invoice.lines().isEmpty()) {
            new LineTable(sheet, flow, template)
                    .write(invoice.lines(), below(sums.height(), remarks, qrCode));
        }
        sums.write();
        write(remarks, qrCode);
        margins.draw(title(invoice, language), orEmpty(invoice.seller().name()));
    }

    /// The heights of what the last rows should share a page with, the best first: sums and all
    /// remarks, unless those are long; sums and their beginning, which says how to pay; the sums.
    private List<Float> below(float sums, Remarks remarks, @Nullable QrCode qrCode) {
        var code = qrCode == null ? 0 : qrCode.height(flow);
        var heights = new ArrayList<Float>();
        if (remarks.height() <= flow.pageHeight() / 2) {
            heights.add(sums + SumTables.BELOW + Math.max(code, remarks.height()));
        }
        heights.add(sums + SumTables.BELOW + Math.max(code, remarks.beginning()));
        heights.add(sums);
        return heights;
    }

    /// The QR code stands beside the remarks, on the page where they begin.
    private void write(Remarks remarks, @Nullable QrCode qrCode) {
        if (qrCode == null) {
            remarks.write();
            return;
        }
        flow.need(qrCode.height(flow));
        var top = flow.y();
        qrCode.draw(sheet, flow, language, RIGHT, top - QrCode.side() - 4);
        var end = flow.y();
        flow.moveTo(top);
        var page = sheet.pages();
        remarks.write();
        flow.moveTo(sheet.pages() == page ? Math.min(end, flow.y()) : flow.y());
    }

    /// The name under which the document goes: "Invoice 2026-0001".
    static String title(Invoice invoice, Language language) {
        var kind = language.label(invoice.isCreditNote() ? "creditNote" : "invoice");
        var code = invoice.head().typeCode();
        var number = invoice.head().number();
        return (code == null ? kind : language.code("type", code, kind))
                + (number == null ? "" : " " + number);
    }

    private void seller() {
        var seller = invoice.seller();
        var paragraph = Sheet.child(sheet.root(), "P");
        var name = Objects.requireNonNullElse(seller.tradingName(), orEmpty(seller.name()));
        var ink = new Ink(15, true, template.color());
        var logo = template.logo();
        var width = logo == null ? WIDTH : WIDTH - LOGO_WIDTH - 10;
        if (logo != null) {
            sheet.image(
                    Sheet.child(sheet.root(), "Figure"),
                    MessageFormat.format(language.label("logoAlt"), name),
                    logo,
                    new Sheet.Box(RIGHT - LOGO_WIDTH, TOP - 30, LOGO_WIDTH, 42));
        }
        flow.moveTo(TOP + 12);
        flow.paragraph(paragraph, name, LEFT, width, ink);
        flow.skip(1);
        var address = Flow.label(SMALL);
        flow.lines(
                Sheet.child(sheet.root(), "P"),
                flow.wrapFacts(lines(seller.address()), address, width),
                LEFT,
                address);
        flow.moveTo(Math.min(flow.y(), logo == null ? TOP : TOP - 34) - 8);
        sheet.fill(LEFT, flow.y(), WIDTH, 1.6f, template.color());
        flow.skip(24);
    }

    /// Buyer and facts stand side by side, unless the buyer is told on more than one page.
    private void parties() {
        var top = flow.y();
        var page = sheet.pages();
        buyer();
        var buyerEnd = flow.y();
        flow.moveTo(sheet.pages() == page ? top : buyerEnd - 12);
        meta();
        flow.moveTo(Math.min(buyerEnd, flow.y()) - 18);
    }

    private void buyer() {
        var buyer = invoice.buyer();
        var x = LEFT;
        flow.paragraph(
                Sheet.child(sheet.root(), "P"),
                language.label("billTo"),
                x,
                250,
                Flow.label(SMALL));
        flow.skip(2);
        var block = Sheet.child(sheet.root(), "P");
        if (buyer.name() != null) {
            flow.paragraph(block, buyer.name(), x, 260, Flow.strong(10.5f));
        }
        if (buyer.tradingName() != null && !buyer.tradingName().equals(buyer.name())) {
            flow.paragraph(block, buyer.tradingName(), x, 260, Flow.plain(TEXT));
        }
        for (var line : lines(buyer.address())) {
            flow.paragraph(block, line, x, 260, Flow.plain(10));
        }
        if (buyer.vatId() != null) {
            flow.skip(3);
            flow.paragraph(
                    block,
                    language.label("vatId") + " " + buyer.vatId(),
                    x,
                    260,
                    Flow.label(SMALL));
        }
        deliverTo(x);
    }

    private void deliverTo(float x) {
        var delivery = invoice.delivery();
        if (delivery == null || (delivery.name() == null && delivery.address() == null)) {
            return;
        }
        flow.skip(7);
        var text =
                Stream.concat(
                                Stream.ofNullable(delivery.name()),
                                lines(delivery.address()).stream())
                        .collect(Collectors.joining(", "));
        flow.paragraph(
                Sheet.child(sheet.root(), "P"),
                language.label("deliverTo") + ": " + text,
                x,
                260,
                Flow.label(SMALL));
    }

    private record Fact(String label, String value) {}

    /// A label and its value stand on one base line.
    private void meta() {
        var labelInk = Flow.label(SMALL + 0.5f);
        var valueInk = Flow.plain(TEXT);
        for (var fact : facts()) {
            var label = flow.wrap(fact.label(), labelInk, META_VALUE - META - 6);
            var value = flow.wrap(fact.value(), valueInk, RIGHT - META_VALUE);
            flow.need(
                    Math.min(
                            Math.max(label.size(), value.size()) * TEXT * LEADING,
                            flow.pageHeight()));
            var paragraph = Sheet.child(sheet.root(), "P");
            var start = flow.y();
            var page = sheet.pages();
            flow.skip((valueInk.size() - labelInk.size()) * LEADING);
            flow.lines(paragraph, label, META, labelInk);
            var labelEnd = flow.y();
            flow.moveTo(start);
            flow.lines(paragraph, value, META_VALUE, valueInk);
            flow.moveTo((sheet.pages() == page ? Math.min(labelEnd, flow.y()) : flow.y()) - 1.2f);
        }
    }

    private List<Fact> facts() {
        var facts = new ArrayList<Fact>();
        var head = invoice.head();
        var references = invoice.references();
        fact(facts, invoice.isCreditNote() ? "creditNoteNumber" : "number", head.number());
        fact(facts, "issueDate", date(head.issueDate()));
        fact(
                facts,
                "deliveryDate",
                invoice.delivery() == null ? null : date(invoice.delivery().date()));
        var period = invoice.period();
        if (period != null && period.start() != null && period.end() != null) {
            fact(facts, "period", date(period.start()) + " – " + date(period.end()));
        }
        fact(facts, "dueDate", date(head.dueDate()));
        for (var preceding : invoice.preceding()) {
            fact(facts, "preceding", preceding.number());
        }
        fact(facts, "purchaseOrder", references.purchaseOrder());
        fact(facts, "salesOrder", references.salesOrder());
        fact(facts, "contract", references.contract());
        fact(facts, "project", references.project());
        fact(facts, "despatchAdvice", references.despatchAdvice());
        fact(facts, "buyerReference", references.buyer());
        return facts;
    }

    private void fact(List<Fact> facts, String label, @Nullable String value) {
        if (value != null) {
            facts.add(new Fact(language.label(label), value));
        }
    }

    private @Nullable String date(@Nullable LocalDate date) {
        return date == null ? null : language.date(date);
    }

    private void title() {
        flow.need(90);
        flow.paragraph(
                Sheet.child(sheet.root(), "H1"),
                title(invoice, language),
                LEFT,
                WIDTH,
                new Ink(16, true, template.color()));
        flow.skip(10);
    }

    private static void addIf(List<String> facts, @Nullable String fact) {
        if (fact != null && !fact.isBlank()) {
            facts.add(fact);
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private List<String> lines(@Nullable Address address) {
        if (address == null) {
            return List.of();
        }
        var town =
                Stream.of(address.postCode(), address.city())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" "));
        var lines = new ArrayList<String>();
        addIf(lines, address.line1());
        addIf(lines, address.line2());
        addIf(lines, address.line3());
        addIf(lines, town);
        addIf(lines, address.subdivision());
        addIf(lines, address.country() == null ? null : language.country(address.country()));
        return lines;
    }

    static PDStructureElement paragraph(Sheet sheet) {
        return Sheet.child(sheet.root(), "P");
    }
}
