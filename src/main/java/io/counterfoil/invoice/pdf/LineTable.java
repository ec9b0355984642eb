package io.counterfoil.invoice.pdf;

import static io.counterfoil.invoice.pdf.Flow.LEADING;
import static io.counterfoil.invoice.pdf.Flow.LEFT;
import static io.counterfoil.invoice.pdf.Flow.RIGHT;
import static io.counterfoil.invoice.pdf.Flow.SMALL;
import static io.counterfoil.invoice.pdf.Flow.TEXT;
import static io.counterfoil.invoice.pdf.Flow.WIDTH;

import io.counterfoil.invoice.model.AllowanceCharge;
import io.counterfoil.invoice.model.Line;
import io.counterfoil.invoice.model.Quantity;
import io.counterfoil.invoice.pdf.Sheet.Ink;
import java.awt.Color;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDAttributeObject;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDTableAttributeObject;
import org.jspecify.annotations.Nullable;

/// The positions as a table that goes on over pages, with its heading on each of them and the sum
/// so far carried from one to the next.
final class LineTable {

    /// Below this a number cannot be read at all; amounts of money never come near it.
    private static final float SMALLEST = 3.5f;

    private static final float SMALLEST_POSITION = 6;

    private static final float DESCRIPTION = LEFT + 30;
    private static final float POSITION_WIDTH = DESCRIPTION - LEFT - 8;
    private static final float DESCRIPTION_WIDTH = 206;
    private static final float QUANTITY_END = 346;
    private static final float UNIT = 351;
    private static final float UNIT_WIDTH = 36;
    private static final float PRICE_END = 452;
    private static final float VAT_END = 488;

    private static final float ROW_GAP = 5;

    /// The height of the row that says what is carried forward.
    private static final float CARRIED = 16;

    /// The height of the heading.
    private static final float HEADING = 20;

    /// What must be left of a page for a row that no page can hold.
    private static final float BEGINNING = 40;

    /// What is kept free between the table and the sums.
    private static final float END = 8;

    /// So many rows at least stand on the page where the table ends, if there are two pages: sums
    /// without any of what they are made of look lost.
    private static final int LAST_ROWS = 3;

    private static final Color BAND = new Color(0xF4, 0xF6, 0xF8);

    private final Sheet sheet;
    private final Flow flow;
    private final Language language;
    private final Color accent;
    private final PDStructureElement table;
    private BigDecimal soFar = BigDecimal.ZERO;
    private boolean begun;

    LineTable(Sheet sheet, Flow flow, Template template) {
        this.sheet = sheet;
        this.flow = flow;
        this.language = template.language();
        this.accent = template.color();
        this.table = Sheet.child(sheet.root(), "Table");
    }

    /// A line of a description cell.
    private record Piece(Typesetter.Line line, Ink ink) {
        float height() {
            return ink.size() * LEADING;
        }
    }

    /// @param below the heights of what the last rows should share a page with, the best first
    void write(List<Line> lines, List<Float> below) {
        for (var i = 0; i < lines.size(); i++) {
            var room = room(lines.subList(i, lines.size()), i == 0, below);
            if (i == 0) {
                flow.need(HEADING + room);
                heading();
                flow.onNewPage(this::heading);
            }
            makeRoom(room);
            row(lines.get(i), i % 2 == 1);
        }
        flow.onNewPage(() -> {});
        sheet.fill(LEFT, flow.y() - 2, WIDTH, 0.8f, accent);
        flow.skip(6);
    }

    /// The height that must be left of a page for the first of the rows that are to come: for the
    /// last ones as much as lets them, and the best of what should be below, share the page.
    private float room(List<Line> rows, boolean first, List<Float> below) {
        var page = flow.pageHeight() - HEADING - CARRIED;
        var height = height(description(rows.getFirst()));
        if (height > page) {
            return BEGINNING;
        }
        if (rows.size() <= LAST_ROWS && (!first || rows.size() == 1)) {
            var all = rows.stream().map(row -> height(description(row))).reduce(END, Float::sum);
            for (var one : first ? below.subList(below.size() - 1, below.size()) : below) {
                if (all + one <= page) {
                    return all + one;
                }
            }
        }
        return Math.min(height + CARRIED, page);
    }

    private void heading() {
        var row = Sheet.child(table, "TR");
        var top = flow.y();
        sheet.fill(LEFT, top - 17, WIDTH, 17, accent);
        var ink = new Ink(SMALL, true, Color.WHITE);
        var base = top - 11.5f;
        flow.at(heading(row), language.label("position"), LEFT + 4, base, ink);
        flow.at(heading(row), language.label("description"), DESCRIPTION, base, ink);
        flow.endingAt(heading(row), language.label("quantity"), QUANTITY_END, base, ink);
        flow.at(heading(row), language.label("unit"), UNIT, base, ink);
        flow.endingAt(heading(row), language.label("unitPrice"), PRICE_END, base, ink);
        flow.endingAt(heading(row), language.label("vatRate"), VAT_END, base, ink);
        flow.endingAt(heading(row), language.label("amount"), RIGHT - 4, base, ink);
        flow.moveTo(top - HEADING);
    }

    private static PDStructureElement heading(PDStructureElement row) {
        var cell = Sheet.child(row, "TH");
        var scope = new PDTableAttributeObject();
        scope.setScope(PDTableAttributeObject.SCOPE_COLUMN);
        PDAttributeObject attribute = scope;
        cell.addAttribute(attribute);
        return cell;
    }

    /// Turns the page unless so much is left of it.
    private void makeRoom(float room) {
        if (!flow.fits(room)) {
            carried();
            flow.turn();
            carried();
        }
    }

    /// The sum of the rows so far, at the end of a page and again at the top of the next;
    /// decoration to whom the table is read aloud.
    private void carried() {
        if (!begun || !flow.fits(CARRIED)) {
            return;
        }
        var base = flow.y() - 11;
        var ink = Flow.label(SMALL + 0.5f);
        var label = flow.wrap(language.label("carried"), ink, DESCRIPTION_WIDTH).getFirst();
        var sum = flow.wrap(language.number(soFar, 2), ink, WIDTH).getFirst();
        sheet.artifact(label, DESCRIPTION, base, ink);
        sheet.artifact(sum, RIGHT - 4 - sum.width() * ink.size(), base, ink);
        sheet.fill(LEFT, flow.y() - CARRIED + 1, WIDTH, 0.4f, accent);
        flow.skip(CARRIED);
    }

    private void row(Line line, boolean banded) {
        var pieces = description(line);
        var height = height(pieces);
        if (banded && flow.fits(height)) {
            sheet.fill(LEFT, flow.y() - height + 1, WIDTH, height, BAND);
        }
        begun = true;
        soFar = line.netAmount() == null ? soFar : soFar.add(line.netAmount());
        var row = Sheet.child(table, "TR");
        var base = flow.y() - TEXT * LEADING;
        cell(row, isTooLong(line.id()) ? null : line.id(), LEFT + 4, POSITION_WIDTH, base);
        var description = Sheet.child(row, "TD");
        numbers(row, line, base);
        for (var piece : pieces) {
            flow.need(piece.height());
            flow.skip(piece.height());
            sheet.text(description, piece.line(), DESCRIPTION, flow.y(), piece.ink());
        }
        flow.skip(ROW_GAP);
    }

    private static float height(List<Piece> description) {
        return description.stream().map(Piece::height).reduce(ROW_GAP, Float::sum);
    }

    /// A short text that must not run into its neighbour: what does not fit becomes smaller.
    private void cell(
            PDStructureElement row, @Nullable String text, float x, float width, float base) {
        var cell = Sheet.child(row, "TD");
        if (text != null) {
            flow.at(cell, text, x, base, fitting(text, width));
        }
    }

    private Ink fitting(String text, float width) {
        return Flow.plain(Math.max(SMALLEST, Math.min(TEXT, width / Math.max(width(text), 0.1f))));
    }

    /// The width of a text of size one.
    private float width(String text) {
        return flow.wrap(text, Flow.plain(1), Float.MAX_VALUE).getFirst().width();
    }

    /// A position that would be too small to read in its column stands above the description.
    private boolean isTooLong(@Nullable String position) {
        return position != null && width(position) * SMALLEST_POSITION > POSITION_WIDTH;
    }

    private void numbers(PDStructureElement row, Line line, float base) {
        var quantity = line.quantity();
        var price = line.price();
        var vat = line.vat();
        ending(
                row,
                quantity == null ? null : language.number(quantity.value(), 0),
                QUANTITY_END,
                58,
                base);
        cell(row, quantity == null ? null : unit(quantity), UNIT, UNIT_WIDTH, base);
        ending(row, price == null ? null : amount(price.net()), PRICE_END, 62, base);
        ending(row, vat == null ? null : rate(vat), VAT_END, 34, base);
        ending(row, amount(line.netAmount()), RIGHT - 4, 58, base);
    }

    private void ending(
            PDStructureElement row, @Nullable String text, float end, float width, float base) {
        var cell = Sheet.child(row, "TD");
        if (text != null) {
            flow.endingAt(cell, text, end, base, fitting(text, width));
        }
    }

    private String unit(Quantity quantity) {
        return quantity.unit() == null ? "" : language.code("unit", quantity.unit());
    }

    private @Nullable String amount(@Nullable BigDecimal amount) {
        return amount == null ? null : language.number(amount, 2);
    }

    private String rate(Line.Vat vat) {
        return vat.rate() == null ? "–" : language.number(vat.rate(), 0) + " %";
    }

    private List<Piece> description(Line line) {
        var pieces = new ArrayList<Piece>();
        var item = line.item();
        if (isTooLong(line.id())) {
            add(pieces, language.label("position") + " " + line.id(), Flow.label(SMALL));
        }
        add(pieces, item.name() == null ? "–" : item.name(), Flow.strong(TEXT));
        add(pieces, item.description(), Flow.plain(SMALL));
        if (item.sellersId() != null) {
            add(pieces, language.label("article") + " " + item.sellersId(), Flow.label(SMALL));
        }
        for (var attribute : item.attributes()) {
            add(pieces, attribute.name() + ": " + attribute.value(), Flow.label(SMALL));
        }
        basis(pieces, line.price());
        line.allowances().forEach(one -> add(pieces, change("allowance", one), Flow.label(SMALL)));
        line.charges().forEach(one -> add(pieces, change("charge", one), Flow.label(SMALL)));
        var period = line.period();
        if (period != null && period.start() != null && period.end() != null) {
            add(
                    pieces,
                    language.date(period.start()) + " – " + language.date(period.end()),
                    Flow.label(SMALL));
        }
        add(pieces, line.note(), Flow.label(SMALL));
        return pieces;
    }

    /// A price for more than one unit must say so, or the arithmetic looks wrong.
    private void basis(List<Piece> pieces, Line.@Nullable Price price) {
        var base = price == null ? null : price.baseQuantity();
        if (base != null && base.value().compareTo(BigDecimal.ONE) != 0) {
            add(
                    pieces,
                    language.label("unitPrice")
                            + " "
                            + language.label("per")
                            + " "
                            + language.number(base.value(), 0)
                            + " "
                            + unit(base),
                    Flow.label(SMALL));
        }
    }

    private String change(String kind, AllowanceCharge change) {
        var text = new StringBuilder(language.label(kind));
        if (change.amount() != null) {
            text.append(' ').append(language.number(change.amount(), 2));
        }
        if (change.percent() != null) {
            text.append(" (").append(language.number(change.percent(), 0)).append(" %)");
        }
        if (change.reason() != null) {
            text.append(": ").append(change.reason());
        }
        return text.toString();
    }

    private void add(List<Piece> pieces, @Nullable String text, Ink ink) {
        if (text != null) {
            flow.wrap(text, ink, DESCRIPTION_WIDTH)
                    .forEach(line -> pieces.add(new Piece(line, ink)));
        }
    }
}
