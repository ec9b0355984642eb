package io.counterfoil.kernel;

import java.util.Arrays;
import java.util.HexFormat;

/// An immutable string of bytes that compares by value, so that a record may hold it.
public final class Bytes {

    private static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /// Copies the given bytes.
    public static Bytes of(byte... content) {
        return content.length == 0 ? EMPTY : new Bytes(content.clone());
    }

    /// Copies `length` bytes from `offset` on.
    public static Bytes of(byte[] source, int offset, int length) {
        return new Bytes(Arrays.copyOfRange(source, offset, offset + length));
    }

    /// Reads lowercase hex, two digits a byte.
    ///
    /// @throws MalformedException when it is anything else
    public static Bytes fromHex(String hex) {
        return new Bytes(Encoding.hex(hex));
    }

    /// Reads padded standard base64 in its one canonical form.
    ///
    /// @throws MalformedException when it is anything else
    public static Bytes fromBase64(String base64) {
        return new Bytes(Encoding.base64(base64));
    }

    /// The number of bytes.
    public int size() {
        return content.length;
    }

    /// The byte at a position, `0 <= index < size()`.
    public byte at(int index) {
        return content[index];
    }

    /// A fresh array of the content.
    public byte[] toArray() {
        return content.clone();
    }

    /// The bytes `from` to `to` (exclusive).
    public Bytes slice(int from, int to) {
        return of(content, from, to - from);
    }

    /// Copies the content into an array.
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(content, 0, target, offset, content.length);
    }

    /// Lowercase hex.
    public String hex() {
        return HexFormat.of().formatHex(content);
    }

    /// Padded standard base64.
    public String base64() {
        return Encoding.toBase64(content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return hex();
    }
}
