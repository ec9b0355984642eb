package io.counterfoil.kernel.rule;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.TreeHasher;

/// An entry at its place in the log.
///
/// @param bytes the entry's one encoding
/// @param hash the SHA-256 leaf hash of the bytes
public record Leaf(long index, Entry entry, Bytes bytes, Hash hash) {

    static Leaf of(long index, Entry entry, byte[] bytes) {
        return new Leaf(index, entry, Bytes.of(bytes), TreeHasher.sha256().leaf(bytes));
    }
}
