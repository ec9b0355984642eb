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
    private final @Nullable Meaning[] values = new Meaning[SIZE];
    private int count;

    /// What a name stands for.
    ///
    /// @param name as trees have it
    /// @param written as the document has it; `null` where that is the same
    record Meaning(String name, @Nullable String written) {}

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

    @Nullable Meaning value(int slot) {
        return values[slot];
    }

    void put(int slot, int start, int end, Meaning value) {
        if (count < SIZE / 2) {
            count++;
            starts[slot] = start;
            ends[slot] = end;
            values[slot] = value;
        }
    }
}
