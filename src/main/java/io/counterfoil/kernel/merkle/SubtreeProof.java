package io.counterfoil.kernel.merkle;

import io.counterfoil.kernel.Verdict;
import java.util.List;

/// The claim that the run of leaves `[start, end)` of a tree has a given hash.
///
/// @param start index of the run's first leaf
/// @param end index after the run's last leaf
/// @param size number of leaves of the tree
/// @param path hashes in the order of the draft's `SUBTREE_PROOF`
public record SubtreeProof(long start, long end, long size, List<Hash> path) {

    /// Copies the path.
    public SubtreeProof {
        path = List.copyOf(path);
    }

    /// Checks the claim as draft-ietf-plants-merkle-tree-certs, section Subtrees, prescribes.
    ///
    /// @param subtree the hash of the run
    /// @param root the root of the whole tree
    public Verdict verify(TreeHasher hasher, Hash subtree, Hash root) {
        if (!Subtree.isValid(start, end) || end > size) {
            return Verdict.refuted("the run of leaves is no subtree of the tree");
        }
        if (start == end) {
            boolean empty = path.isEmpty() && subtree.equals(hasher.empty());
            return Verdict.of(empty, "an empty run has the empty hash and an empty path");
        }
        return new Walk(hasher, subtree).check(root);
    }

    /// Positions of the run's first leaf, its last leaf and the tree's last leaf, level by level.
    private final class Walk {

        private final TreeHasher hasher;
        private final Hash subtree;
        private long first = start;
        private long last = end - 1;
        private long treeLast = size - 1;

        Walk(TreeHasher hasher, Hash subtree) {
            this.hasher = hasher;
            this.subtree = subtree;
        }

        Verdict check(Hash root) {
            skipToTheFirstNodeThatTheProofBuilds();
            boolean whole = first == last;
            if (!whole && path.isEmpty()) {
                return Verdict.refuted("the path is empty");
            }
            Hash run = whole ? subtree : path.getFirst();
            Hash tree = run;
            for (Hash step : path.subList(whole ? 0 : 1, path.size())) {
                if (treeLast == 0) {
                    return Verdict.refuted("the path is too long");
                }
                if ((last & 1) == 1 || last == treeLast) {
                    run = first < last ? hasher.node(step, run) : run;
                    tree = hasher.node(step, tree);
                    rise(Long.numberOfTrailingZeros(last));
                } else {
                    tree = hasher.node(tree, step);
                }
                rise(1);
            }
            if (treeLast != 0) {
                return Verdict.refuted("the path is too short");
            }
            if (!run.equals(subtree)) {
                return Verdict.refuted("the path belongs to another run of leaves");
            }
            return Verdict.of(tree.equals(root), "the path leads to another root");
        }

        private void skipToTheFirstNodeThatTheProofBuilds() {
            if (last == treeLast) {
                while (first != last) {
                    rise(1);
                }
                return;
            }
            while (first != last && (last & 1) == 1) {
                rise(1);
            }
        }

        private void rise(int levels) {
            first >>>= levels;
            last >>>= levels;
            treeLast >>>= levels;
        }
    }
}
