package io.counterfoil.invoice.pdf;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A QR code (ISO/IEC 18004, level M) and the words under it.
///
/// @param text what the code says, at most [#TEXT_MAX] characters so that a telephone can read it
/// @param caption what stands under it
public record QrCode(String text, String caption) {

    /// Longer texts make points too small for a printed 32 mm square.
    public static final int TEXT_MAX = 600;

    /// The width kept free for code and quiet zone.
    static final float PLACE = 122;

    /// 32 mm, within the 30 to 40 mm that tax authorities ask for.
    private static final float SIDE = 91;

    private static final float CAPTION_SIZE = 6.5f;

    public QrCode {
        if (text.isEmpty() || text.length() > TEXT_MAX) {
            throw new IllegalArgumentException(
                    "a QR code holds 1 to %d characters, not %d"
                            .formatted(TEXT_MAX, text.length()));
        }
    }

    /// Draws the code with its lower right corner there, and the caption below it.
    void draw(Sheet sheet, Flow flow, Language language, float right, float bottom) {
        var left = right - SIDE;
        var points = points();
        var side = SIDE / size();
        var corners = new ArrayList<float[]>();
        for (var point : points) {
            corners.add(
                    new float[] {left + point[0] * side, bottom + SIDE - (point[1] + 1) * side});
        }
        sheet.squares(
                Sheet.child(sheet.root(), "Figure"),
                language.label("qrAlt"),
                corners,
                side,
                new Sheet.Box(left, bottom, SIDE, SIDE));
        var paragraph = InvoiceLayout.paragraph(sheet);
        flow.moveTo(bottom - 3);
        for (var line : flow.wrap(caption, Flow.label(CAPTION_SIZE), PLACE - 10)) {
            flow.skip(CAPTION_SIZE * Flow.LEADING);
            var width = line.width() * CAPTION_SIZE;
            sheet.text(
                    paragraph,
                    line,
                    Math.min(left + (SIDE - width) / 2, right - width),
                    flow.y(),
                    Flow.label(CAPTION_SIZE));
        }
    }

    /// The height of code and caption.
    float height(Flow flow) {
        return SIDE
                + 6
                + flow.wrap(caption, Flow.label(CAPTION_SIZE), PLACE - 10).size()
                        * CAPTION_SIZE
                        * Flow.LEADING;
    }

    static float side() {
        return SIDE;
    }

    private BitMatrix matrix() {
        try {
            return new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.M,
                                    EncodeHintType.MARGIN,
                                    0,
                                    EncodeHintType.CHARACTER_SET,
                                    "UTF-8"));
        } catch (WriterException fault) {
            throw new IllegalStateException("a text within the limit did not fit", fault);
        }
    }

    private int size() {
        return matrix().getWidth();
    }

    private List<int[]> points() {
        var matrix = matrix();
        var points = new ArrayList<int[]>();
        for (var row = 0; row < matrix.getHeight(); row++) {
            for (var column = 0; column < matrix.getWidth(); column++) {
                if (matrix.get(column, row)) {
                    points.add(new int[] {column, row});
                }
            }
        }
        return points;
    }
}
