package io.counterfoil.kernel.merkle;

import java.util.List;

/// Where the hashes of a tree's complete subtrees are read from.
@FunctionalInterface
public interface HashReader {

    /// The hashes of the given nodes, in their order.
    ///
    /// Asked once per proof, with at most `2 * log2(size) + 2` nodes, so that a store can batch.
    List<Hash> read(List<Node> nodes);

    /// The hash of one complete subtree.
    default Hash at(int level, long index) {
        return read(List.of(new Node(level, index))).getFirst();
    }
}
