package io.counterfoil.invoice.pdf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.jspecify.annotations.Nullable;

/// The fonts, each parsed when a character first needs it, once for the life of the JVM: a Chinese
/// font has 10 MB, and to parse it for every page costs five times the page.
final class Typefaces {

    /// What stands for a character that no font has.
    static final int MISSING = 0xFFFD;

    private static final Typefaces SHARED = new Typefaces();

    private final List<Typeface> regular;
    private final List<Typeface> bold;

    private Typefaces() {
        var plain = new Typeface("NotoSans-Regular.ttf", false);
        var strong = new Typeface("NotoSans-Bold.ttf", false);
        var others = new ArrayList<Typeface>();
        // Han, Hebrew and Arabic come in one weight; bold is drawn with a thin outline.
        for (var name :
                List.of(
                        "NotoSansSC-Regular.ttf",
                        "NotoSansHebrew-Regular.ttf",
                        "NotoSansArabic-Regular.ttf")) {
            others.add(new Typeface(name, true));
        }
        regular = prepend(plain, others);
        bold = prepend(strong, others);
    }

    private static List<Typeface> prepend(Typeface first, List<Typeface> others) {
        var all = new ArrayList<Typeface>();
        all.add(first);
        all.addAll(others);
        return List.copyOf(all);
    }

    static Typefaces shared() {
        return SHARED;
    }

    /// The first typeface that has the character, or `null` when none has.
    @Nullable Typeface find(int character, boolean strong) {
        for (var face : strong ? bold : regular) {
            if (face.glyph(character) != 0) {
                return face;
            }
        }
        return null;
    }

    /// A font; safe for several threads.
    static final class Typeface {
        private final String name;
        private final boolean oneWeight;
        private volatile @Nullable Parsed parsed;

        Typeface(String name, boolean oneWeight) {
            this.name = name;
            this.oneWeight = oneWeight;
        }

        private record Parsed(TrueTypeFont font, CmapLookup characters, float unitsPerEm) {}

        private Parsed parsed() {
            var known = parsed;
            return known == null ? parse() : known;
        }

        private synchronized Parsed parse() {
            var known = parsed;
            if (known != null) {
                return known;
            }
            try (var in = Typefaces.class.getResourceAsStream("/fonts/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("the font " + name + " is not in the jar");
                }
                var font = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
                // Letters are shaped here, and measured one by one: PDFBox would compile patterns
                // for
                // each text to look for ligatures, half of the time of a page.
                font.setEnableGsub(false);
                known = new Parsed(font, font.getUnicodeCmapLookup(), font.getUnitsPerEm());
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
            parsed = known;
            return known;
        }

        TrueTypeFont font() {
            return parsed().font;
        }

        /// Tells whether bold must be drawn, because there is no bold font.
        boolean oneWeight() {
            return oneWeight;
        }

        int glyph(int character) {
            return parsed().characters.getGlyphId(character);
        }

        /// The advance width in units of the font size.
        float width(int character) {
            try {
                return font().getAdvanceWidth(glyph(character)) / parsed().unitsPerEm;
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
    }
}
