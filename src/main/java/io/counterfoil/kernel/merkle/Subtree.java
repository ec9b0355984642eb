package io.counterfoil.kernel.merkle;

/// The run of leaves `[start, end)` as a tree of its own (draft-ietf-plants-merkle-tree-certs).
///
/// @param start index of the first leaf
/// @param end index after the last leaf, `start <= end`
public record Subtree(long start, long end) {

    /// Checks that the run is one.
    public Subtree {
        if (start < 0 || start > end) {
            throw new IllegalArgumentException("no run of leaves: [%d, %d)".formatted(start, end));
        }
    }

    /// Whether the run is a node of every tree that holds it: `start` is a multiple of the smallest
    /// power of two that is at least the number of leaves.
    public static boolean isValid(long start, long end) {
        if (start < 0 || start > end) {
            return false;
        }
        if (start == 0 || start == end) {
            return true;
        }
        // end - start is below end - 0 <= 2^63-1, so only the shift to 2^63 could overflow.
        int bits = Long.SIZE - Long.numberOfLeadingZeros(end - start - 1);
        return bits < Long.SIZE - 1 && (start & ((1L << bits) - 1)) == 0;
    }

    /// The number of leaves.
    public long size() {
        return end - start;
    }

    /// Where RFC 9162 splits a tree of `size >= 2` leaves: the largest power of two below it.
    static long split(long size) {
        return Long.highestOneBit(size - 1);
    }
}
