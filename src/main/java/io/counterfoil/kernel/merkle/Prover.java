package io.counterfoil.kernel.merkle;

import java.util.ArrayList;
import java.util.List;

/// Builds the three proofs and the roots of a tree from a [HashReader], with one read each.
public final class Prover {

    private final TreeHasher hasher;
    private final HashReader reader;

    /// Proves from what the reader holds.
    public Prover(TreeHasher hasher, HashReader reader) {
        this.hasher = hasher;
        this.reader = reader;
    }

    /// The path of a leaf: `PATH(index, D[0:size])` of RFC 9162 §2.1.3.1, `0 <= index < size`.
    public InclusionProof inclusion(long index, long size) {
        return new InclusionProof(index, size, subtree(index, index + 1, size).path());
    }

    /// The path of a leaf inside a valid subtree, `run.start() <= index < run.end()`.
    public SubtreeInclusionProof inclusionIn(Subtree run, long index) {
        requireRun(run.start(), run.end(), run.end());
        requireRun(index, index + 1, run.end());
        var ranges = new ArrayList<Subtree>();
        collect(new Subtree(index, index + 1), run, true, ranges);
        return new SubtreeInclusionProof(index, run.start(), run.end(), hashes(ranges));
    }

    /// That the first `oldSize` leaves are the beginning of `size`: `PROOF` of RFC 9162 §2.1.4.1,
    /// `0 < oldSize <= size`.
    public ConsistencyProof consistency(long oldSize, long size) {
        return new ConsistencyProof(oldSize, size, subtree(0, oldSize, size).path());
    }

    /// That `[start, end)` is a subtree of the tree of `size` leaves: `SUBTREE_PROOF`.
    ///
    /// @throws IllegalArgumentException when the run is no valid subtree of that tree
    public SubtreeProof subtree(long start, long end, long size) {
        requireRun(start, end, size);
        if (start == end) {
            return new SubtreeProof(start, end, size, List.of());
        }
        var ranges = new ArrayList<Subtree>();
        collect(new Subtree(start, end), new Subtree(0, size), true, ranges);
        return new SubtreeProof(start, end, size, hashes(ranges));
    }

    /// The root of the first `size` leaves.
    public Hash root(long size) {
        return hash(new Subtree(0, size));
    }

    /// The hash of a valid subtree: `MTH(D[start:end])`.
    public Hash hash(Subtree run) {
        requireRun(run.start(), run.end(), run.end());
        return run.size() == 0 ? hasher.empty() : hashes(List.of(run)).getFirst();
    }

    private static void requireRun(long start, long end, long size) {
        if (!Subtree.isValid(start, end) || end > size) {
            throw new IllegalArgumentException(
                    "[%d, %d) is no subtree of a tree of %d leaves".formatted(start, end, size));
        }
    }

    /// Collects the runs whose hashes prove `wanted` inside `tree`, deepest first.
    ///
    /// @param known whether the verifier holds the hash of `wanted` as a whole
    private static void collect(Subtree wanted, Subtree tree, boolean known, List<Subtree> out) {
        if (wanted.equals(tree)) {
            if (!known) {
                out.add(tree);
            }
            return;
        }
        long middle = tree.start() + Subtree.split(tree.size());
        var left = new Subtree(tree.start(), middle);
        var right = new Subtree(middle, tree.end());
        if (wanted.end() <= middle) {
            collect(wanted, left, known, out);
            out.add(right);
        } else if (wanted.start() >= middle) {
            collect(wanted, right, known, out);
            out.add(left);
        } else {
            collect(new Subtree(middle, wanted.end()), right, false, out);
            out.add(left);
        }
    }

    /// Reads the complete subtrees of all runs at once and folds each run from its right end.
    private List<Hash> hashes(List<Subtree> runs) {
        var nodes = new ArrayList<Node>();
        var counts = new int[runs.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = addNodes(runs.get(i), nodes);
        }
        List<Hash> read = reader.read(nodes);
        var hashes = new ArrayList<Hash>(counts.length);
        int from = 0;
        for (int count : counts) {
            Hash folded = read.get(from + count - 1);
            for (int i = from + count - 2; i >= from; i--) {
                folded = hasher.node(read.get(i), folded);
            }
            hashes.add(folded);
            from += count;
        }
        return hashes;
    }

    private static int addNodes(Subtree run, List<Node> nodes) {
        int before = nodes.size();
        long at = run.start();
        while (at < run.end()) {
            int level = Long.SIZE - 1 - Long.numberOfLeadingZeros(run.end() - at);
            nodes.add(new Node(level, at >>> level));
            at += 1L << level;
        }
        return nodes.size() - before;
    }
}
