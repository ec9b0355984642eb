package io.counterfoil.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// One entry of a canonical ZIP: stored, dated 1980, without extra field, comment or attributes.
///
/// Every byte of its two headers follows from these four values.
///
/// @param name UTF-8, at most [#NAME_BYTES_MAX] bytes
/// @param crc CRC-32 of the content
/// @param size length of the content in bytes, below 4 GiB
/// @param offset where the local header begins
record ZipEntryHeader(String name, int crc, long size, long offset) {

    static final int NAME_BYTES_MAX = 255;

    /// The largest size or offset that fits a header without ZIP64, which we do not write.
    static final long SIZE_MAX = 0xFFFF_FFFEL;

    static final int LOCAL_BYTES = 30;
    static final int CENTRAL_BYTES = 46;
    static final int END_BYTES = 22;

    static final int LOCAL_SIGNATURE = 0x04034b50;
    static final int CENTRAL_SIGNATURE = 0x02014b50;
    private static final int END_SIGNATURE = 0x06054b50;

    private static final short VERSION = 20;
    private static final short STORED = 0;

    /// Set only for names beyond ASCII, so that the mimetype's header is as every reader expects
    /// it.
    private static final short UTF_8_NAME = 0x0800;

    /// 1 January 1980, the first day that the format knows.
    private static final short DATE = 0x0021;

    /// The header that stands before the content.
    byte[] local() {
        var bytes = nameBytes();
        return buffer(LOCAL_BYTES + bytes.length)
                .putInt(LOCAL_SIGNATURE)
                .put(common(bytes))
                .put(bytes)
                .array();
    }

    /// The header in the directory at the end.
    byte[] central() {
        var bytes = nameBytes();
        return buffer(CENTRAL_BYTES + bytes.length)
                .putInt(CENTRAL_SIGNATURE)
                .putShort(VERSION)
                .put(common(bytes))
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(0)
                .putInt((int) offset)
                .put(bytes)
                .array();
    }

    /// The record that ends the file.
    static byte[] end(int entries, long directorySize, long directoryOffset) {
        return buffer(END_BYTES)
                .putInt(END_SIGNATURE)
                .putInt(0)
                .putShort((short) entries)
                .putShort((short) entries)
                .putInt((int) directorySize)
                .putInt((int) directoryOffset)
                .putShort((short) 0)
                .array();
    }

    /// Where the next entry begins.
    long next() {
        return offset + LOCAL_BYTES + nameBytes().length + size;
    }

    /// The 26 bytes that both headers share.
    private byte[] common(byte[] bytes) {
        var ascii = bytes.length == name.length();
        return buffer(LOCAL_BYTES - 4)
                .putShort(VERSION)
                .putShort(ascii ? 0 : UTF_8_NAME)
                .putShort(STORED)
                .putShort((short) 0)
                .putShort(DATE)
                .putInt(crc)
                .putInt((int) size)
                .putInt((int) size)
                .putShort((short) bytes.length)
                .putShort((short) 0)
                .array();
    }

    private byte[] nameBytes() {
        return name.getBytes(UTF_8);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
