package io.counterfoil.crypto;

import io.counterfoil.kernel.merkle.TreeHasher;
import org.bouncycastle.jcajce.provider.digest.SM3;

/// The digest of Chinese commercial cryptography (GB/T 32905).
public final class Sm3 {

    private static final TreeHasher TREE = TreeHasher.over(SM3.Digest::new);

    private Sm3() {}

    /// The hashes of a Merkle tree over SM3, shaped as RFC 9162 shapes its tree.
    public static TreeHasher treeHasher() {
        return TREE;
    }
}
