package io.counterfoil.invoice.pdf;

import io.counterfoil.invoice.pdf.Sheet.Ink;
import io.counterfoil.invoice.pdf.Typesetter.Line;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;

/// A column of text that runs down the pages: keeps the cursor, turns the page, aligns.
final class Flow {

    static final float LEFT = 56;
    static final float RIGHT = 552;
    static final float TOP = 786;

    /// Where text ends unless more, or less, is kept free for the foot of the page.
    static final float BOTTOM = 92;

    static final float WIDTH = RIGHT - LEFT;

    static final float TEXT = 9;
    static final float SMALL = 7.5f;

    /// Distance of two base lines, in units of the font size; Han and Latin both breathe at that.
    static final float LEADING = 1.38f;

    static final Color INK = new Color(0x22, 0x22, 0x22);
    static final Color GREY = new Color(0x59, 0x59, 0x59);

    private final Sheet sheet;
    private final Typesetter typesetter;
    private float y = TOP;
    private float bottom = BOTTOM;
    private Runnable onNewPage = () -> {};

    Flow(Sheet sheet, Typesetter typesetter) {
        this.sheet = sheet;
        this.typesetter = typesetter;
    }

    static Ink plain(float size) {
        return new Ink(size, false, INK);
    }

    static Ink strong(float size) {
        return new Ink(size, true, INK);
    }

    static Ink label(float size) {
        return new Ink(size, false, GREY);
    }

    float y() {
        return y;
    }

    void moveTo(float newY) {
        y = newY;
    }

    void skip(float height) {
        y -= height;
    }

    /// What to draw at the top of every page from now on.
    void onNewPage(Runnable heading) {
        onNewPage = heading;
    }

    /// Turns the page unless so much is left of it.
    void need(float height) {
        if (!fits(height)) {
            turn();
        }
    }

    /// Tells whether so much is left of the page.
    boolean fits(float height) {
        return y - height >= bottom;
    }

    /// How much is left of the page.
    float rest() {
        return y - bottom;
    }

    /// Goes on at the top of another page.
    void turn() {
        sheet.newPage();
        y = TOP;
        onNewPage.run();
    }

    /// The tallest block that one page can hold.
    float pageHeight() {
        return TOP - bottom;
    }

    /// Text ends there from now on.
    void endAt(float newBottom) {
        bottom = newBottom;
    }

    List<Line> wrap(String text, Ink ink, float width) {
        return typesetter.wrap(text, ink.strong(), width / ink.size());
    }

    /// Short facts in a row with dots between them; a line ends between two facts and shows no dot
    /// there, and breaks within a fact only if that is wider than a line.
    List<Line> wrapFacts(List<String> facts, Ink ink, float width) {
        var lines = new ArrayList<Line>();
        var row = "";
        for (var fact : facts) {
            var longer = row.isEmpty() ? fact : row + " · " + fact;
            if (!row.isEmpty() && typesetter.measure(longer, ink.strong()) * ink.size() > width) {
                lines.addAll(wrap(row, ink, width));
                longer = fact;
            }
            row = longer;
        }
        if (!row.isEmpty()) {
            lines.addAll(wrap(row, ink, width));
        }
        return lines;
    }

    /// One line at a place, without moving the cursor; answers its width.
    float at(PDStructureElement owner, String text, float x, float lineY, Ink ink) {
        var line = typesetter.line(text, ink.strong());
        sheet.text(owner, line, x, lineY, ink);
        return line.width() * ink.size();
    }

    /// One line that ends at a place, without moving the cursor.
    void endingAt(PDStructureElement owner, String text, float x, float lineY, Ink ink) {
        var line = typesetter.line(text, ink.strong());
        sheet.text(owner, line, x - line.width() * ink.size(), lineY, ink);
    }

    /// A paragraph that wraps within a column and turns pages as it must.
    void paragraph(PDStructureElement owner, String text, float x, float width, Ink ink) {
        lines(owner, wrap(text, ink, width), x, ink);
    }

    /// Lines below one another that turn pages as they must.
    void lines(PDStructureElement owner, List<Line> lines, float x, Ink ink) {
        for (var line : lines) {
            need(ink.size() * LEADING);
            y -= ink.size() * LEADING;
            sheet.text(owner, line, x, y, ink);
        }
    }
}
