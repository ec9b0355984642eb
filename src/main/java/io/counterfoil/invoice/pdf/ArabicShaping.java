package io.counterfoil.invoice.pdf;

import java.util.HashMap;
import java.util.Map;

/// Gives Arabic letters the form their neighbours ask for, by the presentation forms of Unicode
/// (U+FE80–U+FEFC).
final class ArabicShaping {

    /// The first presentation form of the letters from U+0621 on; four forms for those that join on
    /// both sides (isolated, final, initial, medial), two for those that join on the right only,
    /// one for the hamza. A gap of the block is 0.
    private static final int[][] LETTERS = {
        {0x0621, 0xFE80, 1}, {0x0622, 0xFE81, 2}, {0x0623, 0xFE83, 2}, {0x0624, 0xFE85, 2},
        {0x0625, 0xFE87, 2}, {0x0626, 0xFE89, 4}, {0x0627, 0xFE8D, 2}, {0x0628, 0xFE8F, 4},
        {0x0629, 0xFE93, 2}, {0x062A, 0xFE95, 4}, {0x062B, 0xFE99, 4}, {0x062C, 0xFE9D, 4},
        {0x062D, 0xFEA1, 4}, {0x062E, 0xFEA5, 4}, {0x062F, 0xFEA9, 2}, {0x0630, 0xFEAB, 2},
        {0x0631, 0xFEAD, 2}, {0x0632, 0xFEAF, 2}, {0x0633, 0xFEB1, 4}, {0x0634, 0xFEB5, 4},
        {0x0635, 0xFEB9, 4}, {0x0636, 0xFEBD, 4}, {0x0637, 0xFEC1, 4}, {0x0638, 0xFEC5, 4},
        {0x0639, 0xFEC9, 4}, {0x063A, 0xFECD, 4}, {0x0641, 0xFED1, 4}, {0x0642, 0xFED5, 4},
        {0x0643, 0xFED9, 4}, {0x0644, 0xFEDD, 4}, {0x0645, 0xFEE1, 4}, {0x0646, 0xFEE5, 4},
        {0x0647, 0xFEE9, 4}, {0x0648, 0xFEED, 2}, {0x0649, 0xFEEF, 2}, {0x064A, 0xFEF1, 4},
    };

    /// Lam followed by an alef is one glyph: alef → its isolated form; the final form is the next.
    private static final Map<Integer, Integer> LAM_ALEF =
            Map.of(0x0622, 0xFEF5, 0x0623, 0xFEF7, 0x0625, 0xFEF9, 0x0627, 0xFEFB);

    private static final int LAM = 0x0644;

    private static final Map<Integer, int[]> FORMS = forms();

    private ArabicShaping() {}

    private static Map<Integer, int[]> forms() {
        var forms = new HashMap<Integer, int[]>();
        for (var letter : LETTERS) {
            forms.put(letter[0], letter);
        }
        return forms;
    }

    /// The text with its Arabic letters in the forms they take beside each other, in reading order.
    static String shape(String text) {
        var shaped = new StringBuilder();
        for (var i = 0; i < text.length(); i++) {
            var letter = FORMS.get((int) text.charAt(i));
            if (letter == null) {
                shaped.append(text.charAt(i));
                continue;
            }
            var joinsBefore = i > 0 && joins(text.charAt(i - 1), 4);
            var alef = i + 1 < text.length() ? LAM_ALEF.get((int) text.charAt(i + 1)) : null;
            if (letter[0] == LAM && alef != null) {
                shaped.append((char) (alef + (joinsBefore ? 1 : 0)));
                i++;
            } else {
                var joinsAfter = i + 1 < text.length() && joins(text.charAt(i + 1), 2);
                shaped.append(form(letter, joinsBefore, joinsAfter));
            }
        }
        return shaped.toString();
    }

    private static boolean joins(char neighbour, int formsMin) {
        var letter = FORMS.get((int) neighbour);
        return letter != null && letter[2] >= formsMin;
    }

    private static char form(int[] letter, boolean joinsBefore, boolean joinsAfter) {
        var both = letter[2] == 4 && joinsAfter;
        var offset = both ? (joinsBefore ? 3 : 2) : (joinsBefore && letter[2] >= 2 ? 1 : 0);
        return (char) (letter[1] + offset);
    }

    /// A run that is read right to left, in the order in which it is drawn left to right.
    static String mirror(String run) {
        var drawn = new StringBuilder(run).reverse();
        for (var i = 0; i < drawn.length(); i++) {
            drawn.setCharAt(i, mirror(drawn.charAt(i)));
        }
        return drawn.toString();
    }

    private static char mirror(char bracket) {
        return switch (bracket) {
            case '(' -> ')';
            case ')' -> '(';
            case '[' -> ']';
            case ']' -> '[';
            case '<' -> '>';
            case '>' -> '<';
            case '«' -> '»';
            case '»' -> '«';
            default -> bracket;
        };
    }
}
