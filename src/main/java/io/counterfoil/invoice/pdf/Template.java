package io.counterfoil.invoice.pdf;

import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// What a seller may change about the looks of an invoice.
///
/// @param accent the colour of lines and headings, `#1F3A5F`; text on white must stay readable
/// @param logoBase64 a PNG or JPEG image, base64; at most [#LOGO_BYTES_MAX] bytes
/// @param footer a line at the foot of every page, such as the managing directors
public record Template(
        Language language, String accent, @Nullable String logoBase64, @Nullable String footer) {

    /// A logo is looked at, not archived: this is ten times a good one.
    public static final int LOGO_BYTES_MAX = 2 << 20;

    /// A printed logo of 53 mm has 4 million pixels at 1,200 to the inch; two megabytes may unpack
    /// to gigabytes.
    public static final int LOGO_PIXELS_MAX = 4_000_000;

    /// The plain template: dark blue, no logo.
    public static Template plain(Language language) {
        return new Template(language, "#1F3A5F", null, null);
    }

    /// The same with labels of another language.
    public Template in(Language other) {
        return new Template(other, accent, logoBase64, footer);
    }

    /// @throws IllegalArgumentException for a colour or a logo that cannot be printed
    public Template {
        if (!accent.matches("#[0-9A-Fa-f]{6}")) {
            throw new IllegalArgumentException("a colour is written #RRGGBB, not " + accent);
        }
        if (logoBase64 != null && logoBase64.length() / 4 * 3 > LOGO_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "the logo is larger than %d bytes".formatted(LOGO_BYTES_MAX));
        }
        if (logoBase64 != null) {
            requirePicture(Base64.getDecoder().decode(logoBase64));
        }
    }

    private static void requirePicture(byte[] bytes) {
        var signature = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 8));
        if (!signature.startsWith("ffd8ff") && !signature.equals("89504e470d0a1a0a")) {
            throw new IllegalArgumentException("the logo is neither PNG nor JPEG");
        }
        try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            var reader = ImageIO.getImageReaders(in).next();
            reader.setInput(in);
            if ((long) reader.getWidth(0) * reader.getHeight(0) > LOGO_PIXELS_MAX) {
                throw new IllegalArgumentException(
                        "the logo has more than %d pixels".formatted(LOGO_PIXELS_MAX));
            }
            reader.read(0);
        } catch (IOException fault) {
            throw new IllegalArgumentException("the logo is damaged", fault);
        }
    }

    Color color() {
        return Color.decode(accent);
    }

    byte @Nullable [] logo() {
        return logoBase64 == null ? null : Base64.getDecoder().decode(logoBase64);
    }
}
