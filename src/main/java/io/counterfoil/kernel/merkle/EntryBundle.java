package io.counterfoil.kernel.merkle;

import io.counterfoil.kernel.MalformedException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Entries as tlog-tiles serves them and tlog-mirror sends them: `uint16 length || bytes` each.
public final class EntryBundle {

    /// The largest entry that the length field can tell.
    public static final int ENTRY_BYTES_MAX = 0xFFFF;

    private static final int LENGTH_BYTES = 2;

    private final byte[] content;

    /// Where each entry begins, and where the last one ends, counting length fields.
    private final int[] starts;

    private EntryBundle(byte[] content, int[] starts) {
        this.content = content;
        this.starts = starts;
    }

    /// Bundles entries of at most 65,535 bytes each.
    public static EntryBundle of(List<byte[]> entries) {
        var content = new ByteArrayOutputStream();
        int[] starts = new int[entries.size() + 1];
        for (int i = 0; i < entries.size(); i++) {
            byte[] entry = entries.get(i);
            starts[i] = content.size();
            writeLength(entry.length, content);
            content.write(entry, 0, entry.length);
        }
        starts[entries.size()] = content.size();
        return new EntryBundle(content.toByteArray(), starts);
    }

    /// Reads a bundle of exactly `count` entries.
    ///
    /// @throws MalformedException when the bytes end early or go on
    public static EntryBundle parse(byte[] content, int count) {
        int[] starts = new int[count + 1];
        int at = 0;
        for (int i = 0; i < count; i++) {
            starts[i] = at;
            at += LENGTH_BYTES;
            if (at > content.length) {
                throw new MalformedException("the bundle ends inside an entry's length");
            }
            at += length(content, at - LENGTH_BYTES);
            if (at > content.length) {
                throw new MalformedException("the bundle ends inside an entry");
            }
        }
        if (at != content.length) {
            throw new MalformedException("bytes follow the bundle's last entry");
        }
        starts[count] = at;
        return new EntryBundle(content.clone(), starts);
    }

    /// Writes the length field of an entry.
    static void writeLength(int length, ByteArrayOutputStream out) {
        if (length > ENTRY_BYTES_MAX) {
            throw new IllegalArgumentException("an entry has at most 65535 bytes");
        }
        out.write(length >>> 8);
        out.write(length);
    }

    /// The number of entries.
    public int count() {
        return starts.length - 1;
    }

    /// A copy of the entry at a position.
    public byte[] entry(int position) {
        return Arrays.copyOfRange(content, starts[position] + LENGTH_BYTES, starts[position + 1]);
    }

    /// Copies of all entries.
    public List<byte[]> entries() {
        var entries = new ArrayList<byte[]>(count());
        for (int i = 0; i < count(); i++) {
            entries.add(entry(i));
        }
        return entries;
    }

    /// The hash of the entry at a position as a leaf.
    public Hash leafHash(TreeHasher hasher, int position) {
        int start = starts[position] + LENGTH_BYTES;
        return hasher.leaf(content, start, starts[position + 1] - start);
    }

    /// The first `count` entries as a bundle of their own.
    public EntryBundle prefix(int count) {
        return new EntryBundle(
                Arrays.copyOf(content, starts[count]), Arrays.copyOf(starts, count + 1));
    }

    /// The wire form.
    public byte[] bytes() {
        return content.clone();
    }

    private static int length(byte[] content, int at) {
        return ((content[at] & 0xFF) << 8) | (content[at + 1] & 0xFF);
    }
}
