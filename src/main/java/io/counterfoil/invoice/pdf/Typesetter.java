package io.counterfoil.invoice.pdf;

import io.counterfoil.invoice.pdf.Typefaces.Typeface;
import java.text.Bidi;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Turns text into runs of glyphs: chooses fonts, breaks lines, orders what is written right to
/// left.
final class Typesetter {

    private final Typefaces faces = Typefaces.shared();
    private final Set<Integer> missing = new TreeSet<>();

    /// A piece of a line that one font draws.
    record Run(Typeface face, String text, float width) {}

    /// A line in the order in which it is drawn.
    ///
    /// @param text the line as it is read
    /// @param width in units of the font size
    record Line(String text, List<Run> runs, float width) {}

    /// The characters that no font has, so far.
    Set<Integer> missing() {
        return missing;
    }

    /// The characters of a text that no font has.
    static Set<Integer> undrawable(String text) {
        var missing = new TreeSet<Integer>();
        for (var paragraph : text.split("\\R")) {
            clean(paragraph)
                    .codePoints()
                    .filter(character -> Typefaces.shared().find(character, false) == null)
                    .forEach(missing::add);
        }
        return missing;
    }

    /// The text in lines no wider than that, broken where its script allows or, failing that,
    /// anywhere.
    ///
    /// @param width in units of the font size
    List<Line> wrap(String text, boolean strong, float width) {
        var lines = new ArrayList<Line>();
        for (var paragraph : text.split("\\R")) {
            wrapParagraph(clean(paragraph), strong, width, lines);
        }
        return lines;
    }

    private void wrapParagraph(String text, boolean strong, float width, List<Line> lines) {
        var direction = direction(text);
        var breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(text);
        var start = 0;
        var fit = 0;
        for (var end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            if (end < text.length() && !mayBreak(text, end)) {
                continue;
            }
            if (measure(text.substring(start, end).stripTrailing(), strong) <= width) {
                fit = end;
                continue;
            }
            if (fit > start) {
                lines.add(line(text.substring(start, fit), strong, direction));
                start = fit;
            }
            for (var cut = cut(text, start, end, strong, width); cut > start; ) {
                lines.add(line(text.substring(start, cut), strong, direction));
                start = cut;
                cut = cut(text, start, end, strong, width);
            }
            fit = end;
        }
        lines.add(line(text.substring(start), strong, direction));
    }

    /// A line of a paragraph runs as the whole paragraph does, whatever it begins with itself.
    private static int direction(String paragraph) {
        return isOneWay(paragraph)
                        || new Bidi(paragraph, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT)
                                .baseIsLeftToRight()
                ? Bidi.DIRECTION_LEFT_TO_RIGHT
                : Bidi.DIRECTION_RIGHT_TO_LEFT;
    }

    private static boolean isOneWay(String text) {
        return !Bidi.requiresBidi(text.toCharArray(), 0, text.length());
    }

    /// Lines end after white space, after a hyphen, and between ideographs; not within an address
    /// of the Internet, where Unicode would allow it after each dot.
    private static boolean mayBreak(String text, int at) {
        var before = text.codePointBefore(at);
        var after = text.codePointAt(at);
        return Character.isWhitespace(before)
                || Character.getType(before) == Character.DASH_PUNCTUATION
                || isWide(before)
                || isWide(after);
    }

    private static boolean isWide(int character) {
        return Character.isIdeographic(character)
                || (character >= 0x3000 && character <= 0x30FF)
                || (character >= 0xFF00 && character <= 0xFFEF);
    }

    /// Where a word that is wider than a line must be cut first; its start when a line can hold it.
    private int cut(String text, int start, int end, boolean strong, float width) {
        var used = 0f;
        for (var at = start; at < end; at += Character.charCount(text.codePointAt(at))) {
            used += width(text.codePointAt(at), strong);
            if (used > width && at > start) {
                return text.substring(at, end).isBlank() ? start : at;
            }
        }
        return start;
    }

    /// The text as one line.
    Line line(String raw, boolean strong) {
        var text = clean(raw);
        return line(text, strong, direction(text));
    }

    private Line line(String raw, boolean strong, int direction) {
        var text = raw.stripTrailing();
        var runs = new ArrayList<Run>();
        var width = 0f;
        for (var piece : visualOrder(text, direction)) {
            for (var run : runs(piece, strong)) {
                runs.add(run);
                width += run.width();
            }
        }
        return new Line(text, runs, width);
    }

    float measure(String text, boolean strong) {
        return text.codePoints().mapToObj(c -> width(c, strong)).reduce(0f, Float::sum);
    }

    private float width(int character, boolean strong) {
        var face = faces.find(character, strong);
        return face == null ? replacement(strong).width(Typefaces.MISSING) : face.width(character);
    }

    private Typeface replacement(boolean strong) {
        var face = faces.find(Typefaces.MISSING, strong);
        if (face == null) {
            throw new IllegalStateException("the fonts lost the replacement character");
        }
        return face;
    }

    private List<Run> runs(String text, boolean strong) {
        var runs = new ArrayList<Run>();
        var characters = text.codePoints().toArray();
        var at = 0;
        while (at < characters.length) {
            var face = faceOf(characters[at], strong);
            var drawn = new StringBuilder();
            var width = 0f;
            while (at < characters.length && faceOf(characters[at], strong) == face) {
                var character = drawable(characters[at], strong);
                drawn.appendCodePoint(character);
                width += face.width(character);
                at++;
            }
            runs.add(new Run(face, drawn.toString(), width));
        }
        return runs;
    }

    private Typeface faceOf(int character, boolean strong) {
        var face = faces.find(character, strong);
        return face == null ? replacement(strong) : face;
    }

    private int drawable(int character, boolean strong) {
        if (faces.find(character, strong) != null) {
            return character;
        }
        missing.add(character);
        return Typefaces.MISSING;
    }

    private static List<String> visualOrder(String text, int direction) {
        if (isOneWay(text)) {
            return List.of(text);
        }
        var shaped = ArabicShaping.shape(text);
        var bidi = new Bidi(shaped, direction);
        var count = bidi.getRunCount();
        var levels = new byte[count];
        var pieces = new String[count];
        for (var i = 0; i < count; i++) {
            levels[i] = (byte) bidi.getRunLevel(i);
            var piece = shaped.substring(bidi.getRunStart(i), bidi.getRunLimit(i));
            pieces[i] = levels[i] % 2 == 0 ? piece : ArabicShaping.mirror(piece);
        }
        Bidi.reorderVisually(levels, 0, pieces, 0, count);
        return List.of(pieces);
    }

    /// Control characters have no picture; a tab is a space.
    private static String clean(String text) {
        var clean = new StringBuilder();
        text.codePoints()
                .map(c -> c == '\t' ? ' ' : c)
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
