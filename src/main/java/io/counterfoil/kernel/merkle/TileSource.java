package io.counterfoil.kernel.merkle;

/// Where the content of a log's tiles and bundles is read from.
@FunctionalInterface
public interface TileSource {

    /// The content of a tile: `32 * width` bytes of hashes, or a bundle of `width` entries.
    ///
    /// A source may hold only the full tile; then it returns the beginning that was asked for.
    ///
    /// @throws java.util.NoSuchElementException when the source does not hold it
    byte[] read(Tile tile);
}
