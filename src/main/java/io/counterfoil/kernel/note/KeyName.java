package io.counterfoil.kernel.note;

import io.counterfoil.kernel.MalformedException;
import java.nio.charset.StandardCharsets;

/// The name of a signing key, by recommendation a URL without its scheme.
///
/// @param value 1 to 255 bytes of UTF-8 without spaces, control characters and `+`
public record KeyName(String value) {

    /// A cosignature of type 06 tells the length of the name in one byte.
    public static final int BYTES_MAX = 255;

    /// Checks the characters.
    ///
    /// @throws MalformedException when it is not such a name
    public KeyName {
        boolean plain = value.codePoints().allMatch(KeyName::isAllowed);
        if (value.isEmpty() || !plain || utf8(value).length > BYTES_MAX) {
            throw new MalformedException(
                    "a key name has 1 to 255 bytes and neither spaces nor a plus sign");
        }
    }

    private static boolean isAllowed(int c) {
        boolean space = Character.isSpaceChar(c) || Character.isWhitespace(c) || c == 0x85;
        boolean lone = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return c >= 0x20 && c != '+' && !space && !lone;
    }

    /// The name as UTF-8.
    public byte[] bytes() {
        return utf8(value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
