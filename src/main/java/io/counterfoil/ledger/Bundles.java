package io.counterfoil.ledger;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Parts of entry bundles, cut without copying each entry.
final class Bundles {

    private Bundles() {}

    /// The first `count` entries of a bundle, length fields included.
    static byte[] beginning(byte[] bundle, int count) {
        return Arrays.copyOf(bundle, offset(bundle, count));
    }

    /// One entry of a bundle.
    static byte[] entry(byte[] bundle, int position) {
        var start = offset(bundle, position);
        var length = Short.toUnsignedInt(ByteBuffer.wrap(bundle).getShort(start));
        return Arrays.copyOfRange(bundle, start + Short.BYTES, start + Short.BYTES + length);
    }

    private static int offset(byte[] bundle, int entries) {
        var buffer = ByteBuffer.wrap(bundle);
        var at = 0;
        for (var i = 0; i < entries; i++) {
            at += Short.BYTES + Short.toUnsignedInt(buffer.getShort(at));
        }
        return at;
    }
}
