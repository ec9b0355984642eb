package io.counterfoil.kernel.merkle;

import io.counterfoil.kernel.Verdict;
import java.util.List;

/// The claim that a tree of `oldSize` leaves is the beginning of a tree of `size` leaves.
///
/// Every tree begins with the empty one, so an old size of zero proves nothing and is refuted here;
/// who accepts a first checkpoint handles it before asking.
///
/// @param path as RFC 9162 §2.1.4.1 orders it
public record ConsistencyProof(long oldSize, long size, List<Hash> path) {

    /// Copies the path.
    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /// Checks the claim as RFC 9162 §2.1.4.2 prescribes.
    public Verdict verify(TreeHasher hasher, Hash oldRoot, Hash root) {
        if (oldSize <= 0 || oldSize > size) {
            return Verdict.refuted("the old size is zero or beyond the new one");
        }
        if (oldSize == size) {
            boolean same = path.isEmpty() && oldRoot.equals(root);
            return Verdict.of(same, "trees of one size need equal roots and an empty path");
        }
        // A consistency proof is the subtree proof of [0, oldSize); the algorithms coincide.
        return new SubtreeProof(0, oldSize, size, path).verify(hasher, oldRoot, root);
    }
}
