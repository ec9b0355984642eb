package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.counterfoil.kernel.MalformedException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The text form of certificates and keys (RFC 7468).
final class Pem {

    private static final int LINE = 64;

    private Pem() {}

    /// Writes one block.
    static String print(String label, byte[] der) {
        var base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label);
    }

    /// The contents of all blocks with this label, in their order; text around them is explanatory.
    ///
    /// @throws MalformedException when a block does not end or is not base64
    static List<byte[]> parse(String label, String text) {
        var begin = "-----BEGIN " + label + "-----";
        var end = "-----END " + label + "-----";
        var blocks = new ArrayList<byte[]>();
        for (int at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1)) {
            var stop = text.indexOf(end, at);
            if (stop < 0) {
                throw new MalformedException("the PEM block has no end");
            }
            var body = text.substring(at + begin.length(), stop).getBytes(US_ASCII);
            try {
                blocks.add(Base64.getMimeDecoder().decode(body));
            } catch (IllegalArgumentException malformed) {
                throw new MalformedException("the PEM block is not base64", malformed);
            }
        }
        return blocks;
    }
}
