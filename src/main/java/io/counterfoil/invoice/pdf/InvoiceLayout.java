package io.counterfoil.invoice.pdf;

import static io.counterfoil.invoice.pdf.Flow.LEADING;
import static io.counterfoil.invoice.pdf.Flow.LEFT;
import static io.counterfoil.invoice.pdf.Flow.RIGHT;
import static io.counterfoil.invoice.pdf.Flow.SMALL;
import static io.counterfoil.invoice.pdf.Flow.TEXT;
import static io.counterfoil.invoice.pdf.Flow.TOP;
import static io.counterfoil.invoice.pdf.Flow.WIDTH;

import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.pdf.Sheet.Ink;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.jspecify.annotations.Nullable;

/// An invoice on paper: who, to whom, what, how much, how to pay.
final class InvoiceLayout {

    private static final float META = 324;
    private static final float META_VALUE = 416;
    private static final float LOGO_WIDTH = 150;

    private final Invoice invoice;
    private final Template template;
    private final Language language;
    private final Sheet sheet;
    private final Flow flow;
    private final Margins margins;
    private final PartyFacts parties;

    InvoiceLayout(Invoice invoice, Template template, Sheet sheet, Typesetter typesetter) {
        this.invoice = invoice;
        this.template = template;
        this.language = template.language();
        this.sheet = sheet;
        this.flow = new Flow(sheet, typesetter);
        this.margins = new Margins(sheet, flow, invoice, template);
        this.parties = new PartyFacts(language);
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
        write(remarks, sums.dueText(), qrCode);
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
    ///
    /// @param due what is to be paid, said again where the sums are overleaf
    private void write(Remarks remarks, String due, @Nullable QrCode qrCode) {
        var sums = sheet.pages();
        var beginning = Math.min(remarks.beginning(), flow.pageHeight() / 3);
        flow.need(Math.max(beginning, qrCode == null ? 0 : qrCode.height(flow)));
        var top = flow.y();
        var end = top;
        if (qrCode != null) {
            qrCode.draw(sheet, flow, language, RIGHT, top - QrCode.side() - 4);
            end = flow.y();
            flow.moveTo(top);
        }
        var page = sheet.pages();
        remarks.write(page > sums ? due : "");
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
                flow.wrapFacts(parties.lines(seller.address()), address, width),
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
        for (var line : parties.lines(buyer.address())) {
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
        if (delivery == null) {
            return;
        }
        var location = delivery.location();
        var text =
                Stream.concat(
                                Stream.of(
                                                Optional.ofNullable(delivery.name()),
                                                Optional.ofNullable(location)
                                                        .map(language::identifier))
                                        .flatMap(Optional::stream),
                                parties.lines(delivery.address()).stream())
                        .collect(Collectors.joining(", "));
        if (text.isEmpty()) {
            return;
        }
        flow.skip(7);
        flow.paragraph(
                Sheet.child(sheet.root(), "P"),
                language.label("deliverTo") + ": " + text,
                x,
                260,
                Flow.label(SMALL));
    }

    /// A label and its value stand on one base line.
    private void meta() {
        var labelInk = Flow.label(SMALL + 0.5f);
        var valueInk = Flow.plain(TEXT);
        for (var fact : HeadFacts.of(invoice, language)) {
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

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    static PDStructureElement paragraph(Sheet sheet) {
        return Sheet.child(sheet.root(), "P");
    }
}
