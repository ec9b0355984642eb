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
        if (!Arrays.equals(der, encode(value))) {
            throw new MalformedException(what + " is not in DER");
        }
        return value;
    }

    /// Reads a value whose coding may be any that BER allows, with nothing behind it.
    ///
    /// @throws MalformedException when the bytes are not such a value
    static <T extends ASN1Encodable> T readLoosely(
            byte[] ber, Function<Object, T> type, String what) {
        try {
            if (ber.length == 0) {
                throw new MalformedException(what + " is empty");
            }
            return type.apply(ASN1Primitive.fromByteArray(ber));
        } catch (IOException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException
                | ArithmeticException malformed) {
            // Bouncy Castle refuses in all these ways, depending on where the input is wrong.
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

    /// The DER of a value that we hold.
    static byte[] encode(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        } catch (IOException fault) {
            throw new IllegalStateException("a value cannot be encoded", fault);
        }
    }
}
