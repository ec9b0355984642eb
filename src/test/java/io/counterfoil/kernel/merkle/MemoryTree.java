package io.counterfoil.kernel.merkle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A tree written down from the recursive definitions of RFC 9162 §2.1.1, the oracle of the tests.
final class MemoryTree implements HashReader {

    private final TreeHasher hasher;
    private final List<Hash> leaves = new ArrayList<>();
    private final Map<Node, Hash> known = new HashMap<>();

    MemoryTree(TreeHasher hasher) {
        this.hasher = hasher;
    }

    /// A tree of leaves whose entries are the single bytes 0, 1, 2, … (mod 256).
    static MemoryTree counting(TreeHasher hasher, int size) {
        var tree = new MemoryTree(hasher);
        for (int i = 0; i < size; i++) {
            tree.add(new byte[] {(byte) i});
        }
        return tree;
    }

    void add(byte[] entry) {
        leaves.add(hasher.leaf(entry));
    }

    Hash leaf(long index) {
        return leaves.get((int) index);
    }

    /// `MTH(D[start:end])`, by its definition.
    Hash hash(long start, long end) {
        if (start == end) {
            return hasher.empty();
        }
        if (end - start == 1) {
            return leaf(start);
        }
        long k = 1;
        while (k * 2 < end - start) {
            k *= 2;
        }
        return hasher.node(hash(start, start + k), hash(start + k, end));
    }

    @Override
    public List<Hash> read(List<Node> nodes) {
        return nodes.stream().map(node -> known.computeIfAbsent(node, this::hash)).toList();
    }

    private Hash hash(Node node) {
        return hash(node.index() << node.level(), (node.index() + 1) << node.level());
    }
}
