package io.counterfoil.member;

import io.counterfoil.kernel.merkle.EntryBundle;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.Tile;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.mirror.EntryPackage;

/// Room for the 256 leaf hashes of a bundle, side by side.
final class LeafHashes {

    private final byte[] content = new byte[Tile.WIDTH * Hash.BYTES];

    /// Hashes a package's entries and puts the hashes at their places in the bundle.
    static LeafHashes of(EntryPackage entries) {
        var hashes = new LeafHashes();
        var hasher = TreeHasher.sha256();
        EntryBundle bundle = entries.entries();
        int at = (int) (entries.from() % Tile.WIDTH);
        for (int i = 0; i < bundle.count(); i++) {
            bundle.leafHash(hasher, i).writeTo(hashes.content, (at + i) * Hash.BYTES);
        }
        return hashes;
    }

    /// The room itself; places before the package's are filled by who knows them.
    byte[] content() {
        return content;
    }
}
