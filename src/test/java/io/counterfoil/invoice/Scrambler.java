package io.counterfoil.invoice;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;

/// Makes documents that are nearly right.
public final class Scrambler {

    private static final byte[][] PIECES =
            Stream.of(
                            "<",
                            ">",
                            "&",
                            "]]>",
                            "<![CDATA[",
                            "<!--",
                            "&#0;",
                            "&#x41;",
                            "\"",
                            "'",
                            "xmlns=''",
                            "<!DOCTYPE a>",
                            "1e9",
                            "-",
                            "\u0000",
                            "ﬀ",
                            "{",
                            "}",
                            "[",
                            ":",
                            "null",
                            "\\u0041",
                            "<cbc:ID>",
                            "</cbc:ID>",
                            "20260231",
                            "xsi:nil=\"true\"")
                    .map(text -> text.getBytes(StandardCharsets.UTF_8))
                    .toArray(byte[][]::new);

    private Scrambler() {}

    /// One to four bytes are changed, cut out, or given company.
    public static byte[] scrambled(byte[] original, Random random) {
        var bytes = original;
        for (var faults = 1 + random.nextInt(4); faults > 0; faults--) {
            var at = random.nextInt(bytes.length);
            bytes =
                    switch (random.nextInt(4)) {
                        case 0 -> spliced(bytes, at, 1, new byte[] {(byte) random.nextInt(256)});
                        case 1 -> spliced(bytes, at, random.nextInt(40), new byte[0]);
                        case 2 -> spliced(bytes, at, 0, PIECES[random.nextInt(PIECES.length)]);
                        default -> spliced(bytes, at, bytes.length - at, new byte[0]);
                    };
            if (bytes.length == 0) {
                return original;
            }
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int at, int cut, byte[] piece) {
        var end = Math.min(bytes.length, at + cut);
        var result = new byte[at + piece.length + bytes.length - end];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(piece, 0, result, at, piece.length);
        System.arraycopy(bytes, end, result, at + piece.length, bytes.length - end);
        return result;
    }
}
