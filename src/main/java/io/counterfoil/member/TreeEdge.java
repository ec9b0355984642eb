package io.counterfoil.member;

import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.Tile;
import io.counterfoil.kernel.merkle.TileSource;
import io.counterfoil.kernel.merkle.TreeHasher;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The right edge of the copied log: the hashes of the unfinished tile of each level.
///
/// What it appends comes back as runs to be stored, so that no stored hash is written twice. Owned
/// by the member's one writing thread.
final class TreeEdge {

    private final TreeHasher hasher;
    private final List<Row> rows = new ArrayList<>();
    private long size;

    private TreeEdge(TreeHasher hasher, long size) {
        this.hasher = hasher;
        this.size = size;
    }

    /// Hashes of one level that follow each other.
    ///
    /// @param first position of the first among the hashes of its level
    /// @param hashes 32 bytes each
    record Run(int level, long first, ByteBuffer hashes) {}

    /// The edge of a stored tree of `size` leaves.
    static TreeEdge read(TreeHasher hasher, long size, TileSource source) {
        var edge = new TreeEdge(hasher, size);
        for (int level = 0; level * Tile.HEIGHT < Long.SIZE - 1; level++) {
            long hashes = size >>> (level * Tile.HEIGHT);
            if (hashes == 0) {
                break;
            }
            edge.rows.add(Row.read(level, hashes, size, source));
        }
        return edge;
    }

    /// The number of leaves.
    long size() {
        return size;
    }

    /// Copies the leaf hashes of the unfinished bundle, at most `count`, to the target's beginning.
    void copyLeaves(int count, byte[] target) {
        System.arraycopy(row(0).hashes, 0, target, 0, count * Hash.BYTES);
    }

    /// Appends leaf hashes of the unfinished bundle.
    ///
    /// @param leaves hashes side by side
    /// @param count at most as many as the bundle has room for
    /// @return what is to be stored
    List<Run> append(byte[] leaves, int offset, int count) {
        var runs = new ArrayList<Run>();
        Row row = row(0);
        if (row.count + count > Tile.WIDTH) {
            throw new IllegalArgumentException("the bundle has no room for %d".formatted(count));
        }
        System.arraycopy(leaves, offset, row.hashes, row.count * Hash.BYTES, count * Hash.BYTES);
        runs.add(row.run(0, size, row.count, count));
        row.count += count;
        size += count;
        carry(runs);
        return runs;
    }

    /// Moves the roots of full rows one level up.
    private void carry(List<Run> runs) {
        for (int level = 0; rows.get(level).count == Tile.WIDTH; level++) {
            Row row = rows.get(level);
            Row above = row(level + 1);
            hasher.root(row.hashes, 0, Tile.WIDTH).writeTo(above.hashes, above.count * Hash.BYTES);
            long position = (size >>> ((level + 1) * Tile.HEIGHT)) - 1;
            runs.add(above.run(level + 1, position, above.count, 1));
            above.count++;
            row.count = 0;
        }
    }

    /// The root over all leaves.
    Hash root() {
        byte[] scratch = new byte[Row.BYTES + Hash.BYTES];
        Hash carried = null;
        for (Row row : rows) {
            carried = row.fold(hasher, scratch, carried);
        }
        return carried == null ? hasher.empty() : carried;
    }

    private Row row(int level) {
        if (level == rows.size()) {
            rows.add(new Row());
        }
        return rows.get(level);
    }

    /// The unfinished tile of one level.
    private static final class Row {

        private static final int BYTES = Tile.WIDTH * Hash.BYTES;

        private final byte[] hashes = new byte[BYTES];
        private int count;

        static Row read(int level, long hashes, long size, TileSource source) {
            var row = new Row();
            row.count = (int) (hashes % Tile.WIDTH);
            if (row.count > 0) {
                byte[] content = source.read(Tile.at(level, hashes / Tile.WIDTH, size));
                System.arraycopy(content, 0, row.hashes, 0, row.count * Hash.BYTES);
            }
            return row;
        }

        Run run(int level, long first, int from, int count) {
            var content = new byte[count * Hash.BYTES];
            System.arraycopy(hashes, from * Hash.BYTES, content, 0, content.length);
            return new Run(level, first, ByteBuffer.wrap(content));
        }

        /// The hash of what this row and the levels below it hold.
        ///
        /// @param carried the hash of the levels below, one incomplete subtree to the right
        @Nullable Hash fold(TreeHasher hasher, byte[] scratch, @Nullable Hash carried) {
            int width = count;
            System.arraycopy(hashes, 0, scratch, 0, width * Hash.BYTES);
            if (carried != null) {
                carried.writeTo(scratch, width * Hash.BYTES);
                width++;
            }
            return width == 0 ? null : hasher.root(scratch, 0, width);
        }
    }
}
