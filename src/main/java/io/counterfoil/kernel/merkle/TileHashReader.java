package io.counterfoil.kernel.merkle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the hashes of complete subtrees from the tiles of a tree of a given size.
///
/// A hash between two tile levels is computed from the tile below; each tile is fetched once a
/// read.
public final class TileHashReader implements HashReader {

    private final TreeHasher hasher;
    private final TileSource source;
    private final long size;

    /// Reads the tree of `size` leaves, asking the source for the tiles of that very size.
    public TileHashReader(TreeHasher hasher, TileSource source, long size) {
        this.hasher = hasher;
        this.source = source;
        this.size = size;
    }

    @Override
    public List<Hash> read(List<Node> nodes) {
        var tiles = new HashMap<Tile, byte[]>();
        return nodes.stream().map(node -> hash(node, tiles)).toList();
    }

    private Hash hash(Node node, Map<Tile, byte[]> tiles) {
        int inside = node.level() % Tile.HEIGHT;
        long first = node.index() << inside;
        Tile tile = Tile.at(node.level() / Tile.HEIGHT, first / Tile.WIDTH, size);
        byte[] content = tiles.computeIfAbsent(tile, source::read);
        return hasher.root(content, (int) (first % Tile.WIDTH) * Hash.BYTES, 1 << inside);
    }
}
