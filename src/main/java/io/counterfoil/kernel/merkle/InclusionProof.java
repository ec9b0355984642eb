package io.counterfoil.kernel.merkle;

import io.counterfoil.kernel.Verdict;
import java.util.List;

/// The claim that a leaf stands at an index of a tree, with its path.
///
/// @param index zero-based position of the leaf
/// @param size number of leaves of the tree
/// @param path sibling hashes, from the leaf's to the root's child
public record InclusionProof(long index, long size, List<Hash> path) {

    /// Copies the path.
    public InclusionProof {
        path = List.copyOf(path);
    }

    /// Checks the claim as RFC 9162 §2.1.3.2 prescribes.
    public Verdict verify(TreeHasher hasher, Hash leaf, Hash root) {
        if (index < 0 || index >= size) {
            return Verdict.refuted("the index is outside the tree");
        }
        long node = index;
        long last = size - 1;
        Hash result = leaf;
        for (Hash sibling : path) {
            if (last == 0) {
                return Verdict.refuted("the path is too long");
            }
            if ((node & 1) == 1 || node == last) {
                result = hasher.node(sibling, result);
                // A node without a right sibling rises until it has a left one.
                int rise = Long.numberOfTrailingZeros(node);
                node >>>= rise;
                last >>>= rise;
            } else {
                result = hasher.node(result, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        if (last != 0) {
            return Verdict.refuted("the path is too short");
        }
        return Verdict.of(result.equals(root), "the path leads to another root");
    }
}
