package io.counterfoil.kernel.merkle;

/// The name of a complete subtree: `2^level` leaves from `index * 2^level` on.
public record Node(int level, long index) {

    /// Checks that the leaves have indexes.
    public Node {
        if (level < 0 || level > 62 || index < 0 || index > (Long.MAX_VALUE >>> level) - 1) {
            throw new IllegalArgumentException("no node %d at level %d".formatted(index, level));
        }
    }
}
