package io.counterfoil.invoice.pdf;

import java.awt.Color;
import java.util.Base64;
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

    /// The plain template: dark blue, no logo.
    public static Template plain(Language language) {
        return new Template(language, "#1F3A5F", null, null);
    }

    public Template {
        if (!accent.matches("#[0-9A-Fa-f]{6}")) {
            throw new IllegalArgumentException("a colour is written #RRGGBB, not " + accent);
        }
        if (logoBase64 != null && logoBase64.length() / 4 * 3 > LOGO_BYTES_MAX) {
            throw new IllegalArgumentException("the logo is larger than " + LOGO_BYTES_MAX);
        }
    }

    Color color() {
        return Color.decode(accent);
    }

    byte @Nullable [] logo() {
        return logoBase64 == null ? null : Base64.getDecoder().decode(logoBase64);
    }
}
