package io.counterfoil.kernel.merkle;

import io.counterfoil.kernel.Verdict;
import java.util.List;

/// The claim that a leaf stands at an index of a tree, inside the subtree `[start, end)` whose hash
/// is known.
///
/// @param index position of the leaf in the whole tree, `start <= index < end`
/// @param path sibling hashes, from the leaf's to the child of the subtree's hash
public record SubtreeInclusionProof(long index, long start, long end, List<Hash> path) {

    /// Copies the path.
    public SubtreeInclusionProof {
        path = List.copyOf(path);
    }

    /// Checks the claim: the subtree is valid, and the path leads to its hash as in a tree alone.
    public Verdict verify(TreeHasher hasher, Hash leaf, Hash subtree) {
        if (!Subtree.isValid(start, end) || index < start || index >= end) {
            return Verdict.refuted("the index is outside a valid subtree");
        }
        return new InclusionProof(index - start, end - start, path).verify(hasher, leaf, subtree);
    }
}
