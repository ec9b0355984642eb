package io.counterfoil.invoice.xml;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What names as written stand for, found without making a string of each.
final class NameTable {

    /// Invoices use about a hundred names; when the table is half full it takes no more.
    private static final int SIZE = 256;

    private final byte[] in;
    private final int[] starts = new int[SIZE];
    private final int[] ends = new int[SIZE];
    private final @Nullable String[] values = new String[SIZE];
    private int count;

    /// A table of names within those bytes.
    NameTable(byte[] in) {
        this.in = in;
    }

    /// Where the name is, or could be.
    int slot(int start, int end, int hash) {
        var slot = (hash ^ (hash >>> 8)) & (SIZE - 1);
        while (values[slot] != null
                && !Arrays.equals(in, starts[slot], ends[slot], in, start, end)) {
            slot = (slot + 1) & (SIZE - 1);
        }
        return slot;
    }

    @Nullable String value(int slot) {
        return values[slot];
    }

    void put(int slot, int start, int end, String value) {
        if (count < SIZE / 2) {
            count++;
            starts[slot] = start;
            ends[slot] = end;
            values[slot] = value;
        }
    }
}
