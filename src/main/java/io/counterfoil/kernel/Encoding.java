package io.counterfoil.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/// Text encodings with one spelling each: what would not print back is refused.
public final class Encoding {

    /// Digits of the largest decimal that fits a signed 64-bit integer.
    private static final int DECIMAL_DIGITS_MAX = 19;

    private Encoding() {}

    /// Decodes lowercase hex.
    ///
    /// @throws MalformedException on an odd length, a capital or another character
    public static byte[] hex(String text) {
        if (text.length() % 2 != 0 || !text.chars().allMatch(Encoding::isHexDigit)) {
            throw new MalformedException("not lowercase hex of whole bytes");
        }
        return HexFormat.of().parseHex(text);
    }

    /// Decodes base64 of RFC 4648 §4, padded; stray bits in the last character are refused.
    ///
    /// @throws MalformedException when the text is not the canonical encoding of any bytes
    public static byte[] base64(String text) {
        try {
            byte[] decoded = Base64.getDecoder().decode(text);
            if (!toBase64(decoded).equals(text)) {
                throw new MalformedException("not canonical base64");
            }
            return decoded;
        } catch (IllegalArgumentException e) {
            throw new MalformedException("not base64", e);
        }
    }

    /// Encodes base64 of RFC 4648 §4, padded.
    public static String toBase64(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }

    /// Reads ASCII digits without sign or leading zero, `0` to 2^63-1.
    ///
    /// @throws MalformedException when the text is anything else
    public static long decimal(String text) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean padded = text.length() > 1 && text.charAt(0) == '0';
        if (!digits || padded || text.length() > DECIMAL_DIGITS_MAX) {
            throw new MalformedException("not a decimal number of at most 2^63-1");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedException("not a decimal number of at most 2^63-1", e);
        }
    }

    /// Decodes UTF-8 without replacing what is not.
    ///
    /// @throws MalformedException when the bytes are not UTF-8
    public static String utf8(byte[] content) {
        return utf8(content, 0, content.length);
    }

    /// Decodes UTF-8 of a part of an array without replacing what is not.
    ///
    /// @throws MalformedException when the bytes are not UTF-8
    public static String utf8(byte[] content, int offset, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content, offset, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("not UTF-8", e);
        }
    }

    private static boolean isHexDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
}
