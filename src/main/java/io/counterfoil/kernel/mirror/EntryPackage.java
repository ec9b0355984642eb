package io.counterfoil.kernel.mirror;

import io.counterfoil.kernel.merkle.EntryBundle;
import io.counterfoil.kernel.merkle.Hash;
import java.util.List;

/// Entries of one bundle with the proof that they stand in the checkpoint of the upload's end.
///
/// @param from index of the first entry
/// @param entries the entries `[from, from + entries.count())`
/// @param proof the subtree proof of their bundle up to the last of them, at most 63 hashes
public record EntryPackage(long from, EntryBundle entries, List<Hash> proof) {

    /// Copies the proof.
    public EntryPackage {
        proof = List.copyOf(proof);
    }

    /// Index after the last entry.
    public long to() {
        return from + entries.count();
    }
}
