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
import java.awt.Color;
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
    private static final Color RULE = new Color(0xC8, 0xCE, 0xD6);

    private final Invoice invoice;
    private final Template template;
    private final Language language;
    private final Sheet sheet;
    private final Typesetter typesetter;
    private final Flow flow;

    InvoiceLayout(Invoice invoice, Template template, Sheet sheet, Typesetter typesetter) {
        this.invoice = invoice;
        this.template = template;
        this.language = template.language();
        this.sheet = sheet;
        this.typesetter = typesetter;
        this.flow = new Flow(sheet, typesetter);
    }

    /// Draws every page.
    void draw(@Nullable QrCode qrCode) {
        seller();
        var below = buyer();
        var meta = meta();
        flow.moveTo(Math.min(below, meta) - 18);
        title();
        new LineTable(sheet, flow, template).write(invoice.lines());
        new SumTables(sheet, flow, invoice, template).write();
        remarks(qrCode);
        footers();
    }

    /// The QR code stands beside the remarks, on the page where they begin.
    private void remarks(@Nullable QrCode qrCode) {
        if (qrCode != null) {
            flow.need(qrCode.height(flow));
            var top = flow.y();
            qrCode.draw(sheet, flow, language, RIGHT, top - QrCode.side() - 4);
            var end = flow.y();
            flow.moveTo(top);
            var page = sheet.pages();
            new Remarks(sheet, flow, invoice, template, true).write();
            flow.moveTo(sheet.pages() == page ? Math.min(end, flow.y()) : flow.y());
        } else {
            new Remarks(sheet, flow, invoice, template, false).write();
        }
    }

    /// The name under which the document goes: "Invoice 2026-0001".
    static String title(Invoice invoice, Language language) {
        var kind =
                invoice.isCreditNote()
                        ? "creditNote"
                        : "384".equals(invoice.head().typeCode()) ? "correctedInvoice" : "invoice";
        var number = invoice.head().number();
        return language.label(kind) + (number == null ? "" : " " + number);
    }

    private void seller() {
        var seller = invoice.seller();
        var paragraph = Sheet.child(sheet.root(), "P");
        var name = Objects.requireNonNullElse(seller.tradingName(), orEmpty(seller.name()));
        var ink = new Ink(15, true, template.color());
        var logo = template.logo();
        var width = logo == null ? WIDTH : WIDTH - 160;
        if (logo != null) {
            sheet.image(
                    Sheet.child(sheet.root(), "Figure"),
                    MessageFormat.format(language.label("logoAlt"), name),
                    logo,
                    new float[] {RIGHT, TOP - 30, 42});
        }
        flow.moveTo(TOP + 12);
        flow.paragraph(paragraph, name, LEFT, width, ink);
        flow.skip(1);
        flow.paragraph(
                Sheet.child(sheet.root(), "P"),
                String.join(" · ", lines(seller.address())),
                LEFT,
                width,
                Flow.label(SMALL));
        flow.moveTo(Math.min(flow.y(), logo == null ? TOP : TOP - 34) - 8);
        sheet.fill(LEFT, flow.y(), WIDTH, 1.6f, template.color());
        flow.skip(24);
    }

    private float buyer() {
        var start = flow.y();
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
        var end = flow.y();
        flow.moveTo(start);
        return end;
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

    private float meta() {
        for (var fact : facts()) {
            var paragraph = Sheet.child(sheet.root(), "P");
            var start = flow.y();
            flow.paragraph(
                    paragraph, fact.label(), META, META_VALUE - META - 6, Flow.label(SMALL + 0.5f));
            var labelEnd = flow.y();
            flow.moveTo(start);
            flow.paragraph(
                    paragraph, fact.value(), META_VALUE, RIGHT - META_VALUE, Flow.plain(TEXT));
            flow.moveTo(Math.min(labelEnd, flow.y()) - 1.2f);
        }
        return flow.y();
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

    /// Who answers for the invoice, at the foot of every page, and which page it is.
    private void footers() {
        var legal = String.join(" · ", legalFacts());
        var pages = sheet.pages();
        for (var page = 0; page < pages; page++) {
            sheet.returnTo(page);
            sheet.fill(LEFT, Flow.BOTTOM - 14, WIDTH, 0.5f, RULE);
            var y = Flow.BOTTOM - 26;
            for (var line :
                    flow.wrap(legal, Flow.label(7), WIDTH - 90).stream().limit(3).toList()) {
                sheet.artifact(line, LEFT, y, Flow.label(7));
                y -= 7 * LEADING;
            }
            var number =
                    typesetter.line(
                            MessageFormat.format(language.label("page"), page + 1, pages), false);
            sheet.artifact(number, RIGHT - number.width() * 7, Flow.BOTTOM - 26, Flow.label(7));
        }
    }

    private List<String> legalFacts() {
        var seller = invoice.seller();
        var facts = new ArrayList<String>();
        addIf(facts, seller.name());
        addIf(
                facts,
                seller.vatId() == null ? null : language.label("vatId") + " " + seller.vatId());
        addIf(
                facts,
                seller.taxId() == null ? null : language.label("taxId") + " " + seller.taxId());
        addIf(
                facts,
                seller.legalId() == null
                        ? null
                        : language.label("legalId") + " " + seller.legalId().value());
        addIf(facts, seller.legalInformation());
        var contact = seller.contact();
        if (contact != null) {
            addIf(facts, contact.name());
            addIf(facts, contact.telephone());
            addIf(facts, contact.email());
        }
        var representative = invoice.taxRepresentative();
        if (representative != null) {
            addIf(
                    facts,
                    language.label("taxRepresentative")
                            + " "
                            + orEmpty(representative.name())
                            + " "
                            + orEmpty(representative.vatId()));
        }
        addIf(facts, template.footer());
        return facts;
    }

    private static void addIf(List<String> facts, @Nullable String fact) {
        if (fact != null && !fact.isBlank()) {
            facts.add(fact);
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    static List<String> lines(@Nullable Address address) {
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
        addIf(lines, address.country());
        return lines;
    }

    static PDStructureElement paragraph(Sheet sheet) {
        return Sheet.child(sheet.root(), "P");
    }
}
