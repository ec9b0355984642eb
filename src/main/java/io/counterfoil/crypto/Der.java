package io.counterfoil.crypto;

import io.counterfoil.kernel.MalformedException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;

/// Reads ASN.1 that somebody else wrote: the one DER encoding of the type that is asked for, or a
/// refusal.
final class Der {

    private Der() {}

    /// Reads a value that must be DER to the last byte.
    ///
    /// @param type the type's own reader, such as `TimeStampReq::getInstance`
    /// @throws MalformedException when the bytes are anything but the value's DER encoding
    static <T extends ASN1Encodable> T read(byte[] der, Function<Object, T> type, String what) {
        var value = readLoosely(der, type, what);
        if (!isDer(der, value)) {
            throw new MalformedException(what + " is not in DER");
        }
        return value;
    }

    private static boolean isDer(byte[] der, ASN1Encodable value) {
        try {
            return Arrays.equals(der, encodeUnsorted(value));
        } catch (RuntimeException malformed) {
            // Parts that were not looked into yet turn out malformed only now.
            return false;
        }
    }

    /// Reads a value whose coding may be any that BER allows, with nothing behind it.
    ///
    /// @throws MalformedException when the bytes are not such a value
    static <T extends ASN1Encodable> T readLoosely(
            byte[] ber, Function<Object, T> type, String what) {
        if (ber.length == 0) {
            throw new MalformedException(what + " is empty");
        }
        try {
            return type.apply(ASN1Primitive.fromByteArray(ber));
        } catch (IOException | RuntimeException malformed) {
            // Hostile bytes make Bouncy Castle throw almost anything; here all of it means one
            // thing.
            throw new MalformedException("not " + what, malformed);
        }
    }

    /// The same, empty instead of refused.
    static <T extends ASN1Encodable> Optional<T> tryRead(byte[] der, Function<Object, T> type) {
        try {
            return Optional.of(read(der, type, "the value"));
        } catch (MalformedException malformed) {
            return Optional.empty();
        }
    }

    /// Whether two values are coded alike.
    static boolean isSame(ASN1Encodable first, ASN1Encodable second) {
        return Arrays.equals(encodeUnsorted(first), encodeUnsorted(second));
    }

    /// The encoding of a value that somebody else made, its sets in the order that they have.
    static byte[] encodeUnsorted(ASN1Encodable value) {
        return encode(value, ASN1Encoding.DL);
    }

    /// The DER of a value that we hold.
    static byte[] encode(ASN1Encodable value) {
        return encode(value, ASN1Encoding.DER);
    }

    private static byte[] encode(ASN1Encodable value, String rules) {
        try {
            return value.toASN1Primitive().getEncoded(rules);
        } catch (IOException fault) {
            throw new IllegalStateException("a value cannot be encoded", fault);
        }
    }
}
