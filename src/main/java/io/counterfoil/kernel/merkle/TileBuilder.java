package io.counterfoil.kernel.merkle;

import io.counterfoil.kernel.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// Grows a log: takes entries, gives the tiles and bundles that changed, and knows the root.
///
/// Holds the unfinished tile of each level and the unfinished bundle. The bytes of every tile
/// follow from the entries alone, so building one twice gives the same bytes. Not safe for use by
/// several threads.
public final class TileBuilder {

    private final TreeHasher hasher;
    private final List<Row> rows = new ArrayList<>();
    private final ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    private final List<TileContent> finished = new ArrayList<>();
    private long size;

    /// The size at the last [#drain()].
    private long drained;

    private TileBuilder(TreeHasher hasher) {
        this.hasher = hasher;
    }

    /// Begins a log without entries.
    public static TileBuilder empty(TreeHasher hasher) {
        return new TileBuilder(hasher);
    }

    /// Goes on with a log of `size` entries, reading its unfinished tiles and bundle.
    public static TileBuilder resume(TreeHasher hasher, long size, TileSource source) {
        var builder = new TileBuilder(hasher);
        builder.size = size;
        builder.drained = size;
        for (int level = 0; level * Tile.HEIGHT < Long.SIZE - 1; level++) {
            long hashes = size >>> (level * Tile.HEIGHT);
            if (hashes == 0) {
                break;
            }
            builder.rows.add(Row.read(level, hashes, size, source));
        }
        if (size % Tile.WIDTH != 0) {
            byte[] content = source.read(Tile.bundleOf(size - 1, size));
            builder.bundle.write(content, 0, content.length);
        }
        return builder;
    }

    /// Appends an entry of at most 65,535 bytes.
    ///
    /// @return the entry's leaf hash
    public Hash append(byte[] entry) {
        return append(entry, 0, entry.length);
    }

    /// Appends an entry that is a part of an array.
    ///
    /// @return the entry's leaf hash
    public Hash append(byte[] source, int offset, int length) {
        EntryBundle.writeLength(length, bundle);
        bundle.write(source, offset, length);
        Row leaves = row(0);
        int at = leaves.claim();
        hasher.leafInto(source, offset, length, leaves.hashes, at);
        Hash leaf = Hash.of(leaves.hashes, at);
        size++;
        if (size % Tile.WIDTH == 0) {
            var tile = new Tile(Tile.ENTRIES, size / Tile.WIDTH - 1, Tile.WIDTH);
            finished.add(new TileContent(tile, Bytes.of(bundle.toByteArray())));
            bundle.reset();
            carry();
        }
        return leaf;
    }

    /// The number of entries.
    public long size() {
        return size;
    }

    /// The root over all entries.
    public Hash root() {
        byte[] scratch = new byte[Row.BYTES + Hash.BYTES];
        Hash carried = null;
        for (Row row : rows) {
            int count = row.count;
            System.arraycopy(row.hashes, 0, scratch, 0, count * Hash.BYTES);
            if (carried != null) {
                // What lies right of the row's hashes is one incomplete subtree.
                carried.writeTo(scratch, count * Hash.BYTES);
                count++;
            }
            carried = count == 0 ? null : hasher.root(scratch, 0, count);
        }
        return carried == null ? hasher.empty() : carried;
    }

    /// Everything that changed since the last call: finished tiles and bundles, then the partial
    /// ones of the present size.
    public List<TileContent> drain() {
        var changed = new ArrayList<>(finished);
        finished.clear();
        for (int level = 0; level < rows.size(); level++) {
            Row row = rows.get(level);
            boolean grown = size >>> (level * Tile.HEIGHT) > drained >>> (level * Tile.HEIGHT);
            if (grown && row.count > 0) {
                changed.add(row.content(new Tile(level, row.index, row.count)));
            }
        }
        if (size > drained && bundle.size() > 0) {
            changed.add(
                    new TileContent(Tile.bundleOf(size - 1, size), Bytes.of(bundle.toByteArray())));
        }
        drained = size;
        return changed;
    }

    /// Moves full rows out and their roots one level up.
    private void carry() {
        for (int level = 0; rows.get(level).count == Tile.WIDTH; level++) {
            Row row = rows.get(level);
            finished.add(row.content(new Tile(level, row.index, Tile.WIDTH)));
            Row above = row(level + 1);
            hasher.root(row.hashes, 0, Tile.WIDTH).writeTo(above.hashes, above.claim());
            row.count = 0;
            row.index++;
        }
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
        private long index;
        private int count;

        static Row read(int level, long hashes, long size, TileSource source) {
            var row = new Row();
            row.index = hashes / Tile.WIDTH;
            row.count = (int) (hashes % Tile.WIDTH);
            if (row.count > 0) {
                byte[] content = source.read(Tile.at(level, row.index, size));
                System.arraycopy(content, 0, row.hashes, 0, row.count * Hash.BYTES);
            }
            return row;
        }

        /// Takes the next place.
        ///
        /// @return its offset in [#hashes]
        int claim() {
            return count++ * Hash.BYTES;
        }

        TileContent content(Tile tile) {
            return new TileContent(tile, Bytes.of(hashes, 0, tile.width() * Hash.BYTES));
        }
    }
}
