package io.counterfoil.invoice.pdf;

import static io.counterfoil.invoice.pdf.Flow.LEADING;
import static io.counterfoil.invoice.pdf.Flow.LEFT;
import static io.counterfoil.invoice.pdf.Flow.RIGHT;
import static io.counterfoil.invoice.pdf.Flow.SMALL;
import static io.counterfoil.invoice.pdf.Flow.TEXT;
import static io.counterfoil.invoice.pdf.Flow.WIDTH;

import io.counterfoil.invoice.model.Line;
import io.counterfoil.invoice.pdf.LineDescription.Piece;
import io.counterfoil.invoice.pdf.Sheet.Ink;
import java.awt.Color;
import java.math.BigDecimal;
import java.util.List;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
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

    /// Rows that are closer than this run into each other.
    private static final float TIGHT_GAP = 2;

    /// No more of a page is left blank to keep the last rows, the sums and how to pay together.
    private static final float BLANK_MAX = 0.25f;

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
    private final LineDescription description;
    private final PDStructureElement table;
    private BigDecimal soFar = BigDecimal.ZERO;
    private boolean begun;
    private float gap = ROW_GAP;

    /// Whether it is known with what the last rows share their page.
    private boolean settled;

    LineTable(Sheet sheet, Flow flow, Template template) {
        this.sheet = sheet;
        this.flow = flow;
        this.language = template.language();
        this.accent = template.color();
        this.description = new LineDescription(flow, language, DESCRIPTION_WIDTH);
        this.table = Sheet.child(sheet.root(), "Table");
    }

    /// @param below the heights of what the last rows should share a page with, the best first
    void write(List<Line> lines, List<Float> below) {
        tighten(lines, below.getFirst());
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

    /// Rows stand closer where that brings everything onto the page that has been begun.
    private void tighten(List<Line> lines, float below) {
        var most = flow.rest() / (TEXT * LEADING + TIGHT_GAP);
        if (lines.size() > most) {
            return;
        }
        var excess = HEADING + heightOf(lines) + END + below - flow.rest() + 1;
        if (excess > 0 && excess <= lines.size() * (ROW_GAP - TIGHT_GAP)) {
            gap = ROW_GAP - excess / lines.size();
        }
    }

    /// The height that must be left of a page for the first of the rows that are to come: for the
    /// last ones as much as lets them, and the best of what should be below, share the page.
    private float room(List<Line> rows, boolean first, List<Float> below) {
        var page = flow.pageHeight() - HEADING - CARRIED;
        var height = heightOf(rows.subList(0, 1));
        if (height > page) {
            return BEGINNING;
        }
        if (!settled && rows.size() <= LAST_ROWS) {
            var shared = shared(heightOf(rows) + END, first, below);
            settled = shared > 0;
            height = Math.max(height, shared);
        }
        return Math.min(settled ? height : height + CARRIED, page);
    }

    /// The height of the last rows and the best of what can be below them: on another page if need
    /// be, unless that left too much of this one blank; 0 if they share a page with nothing. The
    /// first row stays with the title, where it can.
    private float shared(float rows, boolean first, List<Float> below) {
        var page = flow.pageHeight() - HEADING - CARRIED;
        if (first || flow.rest() > page * BLANK_MAX) {
            for (var one : below) {
                if (flow.fits(rows + one + (first ? HEADING : 0))) {
                    return rows + one;
                }
            }
        }
        for (var one : first ? List.<Float>of() : below) {
            if (rows + one <= page) {
                return rows + one;
            }
        }
        return 0;
    }

    private float heightOf(List<Line> rows) {
        return rows.stream().map(row -> height(pieces(row))).reduce(0f, Float::sum);
    }

    /// The heads of the columns, which on further pages are decoration.
    private void heading() {
        var row = begun ? null : Sheet.child(table, "TR");
        var top = flow.y();
        sheet.fill(LEFT, top - 17, WIDTH, 17, accent);
        var base = top - 11.5f;
        heading(row, "position", LEFT + 4, 0, base);
        heading(row, "description", DESCRIPTION, 0, base);
        heading(row, "quantity", QUANTITY_END, 1, base);
        heading(row, "unit", UNIT, 0, base);
        heading(row, "unitPrice", PRICE_END, 1, base);
        heading(row, "vatRate", VAT_END, 1, base);
        heading(row, "amount", RIGHT - 4, 1, base);
        flow.moveTo(top - HEADING);
    }

    /// @param shift how much of its width the text stands left of x
    private void heading(
            @Nullable PDStructureElement row, String label, float x, int shift, float base) {
        var ink = new Ink(SMALL, true, Color.WHITE);
        var line = flow.wrap(language.label(label), ink, WIDTH).getFirst();
        var left = x - shift * line.width() * ink.size();
        if (row == null) {
            sheet.artifact(line, left, base, ink);
        } else {
            sheet.text(Sheet.heading(row, "Column"), line, left, base, ink);
        }
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
        var pieces = pieces(line);
        var height = height(pieces);
        if (banded && flow.fits(height)) {
            sheet.fill(LEFT, flow.y() - height + 1, WIDTH, height, BAND);
        }
        begun = true;
        soFar = line.netAmount() == null ? soFar : soFar.add(line.netAmount());
        var row = Sheet.child(table, "TR");
        var base = flow.y() - TEXT * LEADING;
        cell(row, isTooLong(line.id()) ? null : line.id(), LEFT + 4, POSITION_WIDTH, base);
        var cell = Sheet.child(row, "TD");
        numbers(row, line, base);
        for (var piece : pieces) {
            flow.need(piece.height());
            flow.skip(piece.height());
            sheet.text(cell, piece.line(), DESCRIPTION, flow.y(), piece.ink());
        }
        flow.skip(gap);
    }

    private List<Piece> pieces(Line line) {
        return description.of(line, isTooLong(line.id()));
    }

    private float height(List<Piece> description) {
        return description.stream().map(Piece::height).reduce(gap, Float::sum);
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
        cell(row, quantity == null ? null : language.unit(quantity), UNIT, UNIT_WIDTH, base);
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

    private @Nullable String amount(@Nullable BigDecimal amount) {
        return amount == null ? null : language.number(amount, 2);
    }

    private String rate(Line.Vat vat) {
        return vat.rate() == null ? "–" : language.number(vat.rate(), 0) + " %";
    }
}
