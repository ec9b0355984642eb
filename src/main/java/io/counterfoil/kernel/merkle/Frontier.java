package io.counterfoil.kernel.merkle;

import java.util.ArrayList;
import java.util.List;

/// The right edge of a growing tree: one hash per set bit of its size, enough to append and to know
/// the root. Not safe for use by several threads.
public final class Frontier {

    private final TreeHasher hasher;

    /// Roots of the complete subtrees that make up the tree, largest first.
    private final List<Hash> edge;

    private long size;

    private Frontier(TreeHasher hasher, long size, List<Hash> edge) {
        this.hasher = hasher;
        this.size = size;
        this.edge = new ArrayList<>(edge);
    }

    /// The edge of a tree without leaves.
    public static Frontier empty(TreeHasher hasher) {
        return new Frontier(hasher, 0, List.of());
    }

    /// The edge of the tree of `size` leaves that a reader holds.
    public static Frontier read(TreeHasher hasher, long size, HashReader reader) {
        var nodes = new ArrayList<Node>();
        long at = 0;
        for (int level = 62; level >= 0; level--) {
            if ((size >>> level & 1) == 1) {
                nodes.add(new Node(level, at >>> level));
                at += 1L << level;
            }
        }
        return new Frontier(hasher, size, nodes.isEmpty() ? List.of() : reader.read(nodes));
    }

    /// An independent edge of the same tree.
    public Frontier copy() {
        return new Frontier(hasher, size, edge);
    }

    /// Appends one leaf's hash.
    public void append(Hash leaf) {
        Hash carried = leaf;
        for (long bits = size; (bits & 1) == 1; bits >>>= 1) {
            carried = hasher.node(edge.removeLast(), carried);
        }
        edge.add(carried);
        size++;
    }

    /// The number of leaves.
    public long size() {
        return size;
    }

    /// The root of the tree.
    public Hash root() {
        if (edge.isEmpty()) {
            return hasher.empty();
        }
        Hash root = edge.getLast();
        for (int i = edge.size() - 2; i >= 0; i--) {
            root = hasher.node(edge.get(i), root);
        }
        return root;
    }
}
