package io.counterfoil.kernel.merkle;

import io.counterfoil.kernel.Encoding;
import io.counterfoil.kernel.MalformedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/// A digest of 32 bytes, held as four big-endian words.
///
/// Words instead of an array: deeply immutable, compares by value, needs no defensive copy.
public record Hash(long w0, long w1, long w2, long w3) {

    /// The length of a hash in bytes.
    public static final int BYTES = 32;

    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /// Reads exactly 32 bytes.
    ///
    /// @throws MalformedException when there are more or fewer
    public static Hash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new MalformedException("a hash has 32 bytes, not " + bytes.length);
        }
        return of(bytes, 0);
    }

    /// Reads the 32 bytes that begin at an offset.
    public static Hash of(byte[] bytes, int offset) {
        return new Hash(
                (long) WORDS.get(bytes, offset),
                (long) WORDS.get(bytes, offset + 8),
                (long) WORDS.get(bytes, offset + 16),
                (long) WORDS.get(bytes, offset + 24));
    }

    /// Reads 64 lowercase hex digits.
    ///
    /// @throws MalformedException when it is anything else
    public static Hash fromHex(String hex) {
        return of(Encoding.hex(hex));
    }

    /// Reads 44 characters of canonical base64.
    ///
    /// @throws MalformedException when it is anything else
    public static Hash fromBase64(String base64) {
        return of(Encoding.base64(base64));
    }

    /// The 32 bytes.
    public byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        writeTo(bytes, 0);
        return bytes;
    }

    /// Writes the 32 bytes at an offset.
    public void writeTo(byte[] target, int offset) {
        WORDS.set(target, offset, w0);
        WORDS.set(target, offset + 8, w1);
        WORDS.set(target, offset + 16, w2);
        WORDS.set(target, offset + 24, w3);
    }

    /// 64 lowercase hex digits.
    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    /// 44 characters of base64.
    public String base64() {
        return Encoding.toBase64(bytes());
    }

    @Override
    public String toString() {
        return hex();
    }
}
