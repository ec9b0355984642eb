package io.counterfoil.member;

import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.Prover;
import io.counterfoil.kernel.merkle.Tile;
import io.counterfoil.kernel.merkle.TileHashReader;
import io.counterfoil.kernel.merkle.TileSource;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.rule.Prefix;
import io.counterfoil.member.MemberStore.Family;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The copied log as it lies in the store: tiles, bundles, and where ids and uniqueness keys stand.
///
/// Hashes and entries lie in runs, each written once, as they came; a tile or bundle, whole or
/// partial, is the runs of its range one behind the other. Safe for use by many threads.
final class StoredLog implements TileSource {

    private static final int LENGTH_BYTES = 2;

    private final MemberStore store;

    StoredLog(MemberStore store) {
        this.store = store;
    }

    /// Where a run of hashes is kept.
    static byte[] tileKey(int level, long first) {
        return ByteBuffer.allocate(1 + Long.BYTES).put((byte) level).putLong(first).array();
    }

    /// Where a run of entries, or the place of an index, is kept.
    static byte[] indexKey(long index) {
        return ByteBuffer.allocate(Long.BYTES).putLong(index).array();
    }

    @Override
    public byte[] read(Tile tile) {
        return tile.isBundle() ? bundle(tile) : hashes(tile);
    }

    private byte[] hashes(Tile tile) {
        long first = tile.index() * Tile.WIDTH;
        byte[] from = tileKey(tile.level(), first);
        byte[] to = tileKey(tile.level(), first + tile.width());
        return beginning(store.run(Family.TILES, from, to), tile.width() * Hash.BYTES, tile);
    }

    private byte[] bundle(Tile tile) {
        long first = tile.index() * Tile.WIDTH;
        byte[] content = store.run(Family.BUNDLES, indexKey(first), indexKey(first + tile.width()));
        var lengths = ByteBuffer.wrap(content);
        int end = 0;
        for (int i = 0; i < tile.width(); i++) {
            if (end + LENGTH_BYTES > content.length) {
                throw new NoSuchElementException(tile.path());
            }
            end += LENGTH_BYTES + Short.toUnsignedInt(lengths.getShort(end));
        }
        return beginning(content, end, tile);
    }

    private static byte[] beginning(byte[] content, int length, Tile tile) {
        if (content.length < length) {
            throw new NoSuchElementException(tile.path());
        }
        return content.length == length ? content : Arrays.copyOf(content, length);
    }

    /// The root of the first `size` leaves of a stored tree that has at least as many.
    Hash root(long size) {
        var hasher = TreeHasher.sha256();
        return new Prover(hasher, new TileHashReader(hasher, this, size)).root(size);
    }

    private Hash leaf(long index) {
        byte[] tile = hashes(new Tile(0, index / Tile.WIDTH, (int) (index % Tile.WIDTH) + 1));
        return Hash.of(tile, tile.length - Hash.BYTES);
    }

    /// What the rules see of the first `size` leaves, all that is stored.
    ///
    /// @param newest the latest time of receipt among them
    Prefix prefix(String origin, long size, long newest) {
        return new StoredPrefix(origin, size, newest);
    }

    private final class StoredPrefix implements Prefix {

        private final String origin;
        private final long size;
        private final long newest;

        StoredPrefix(String origin, long size, long newest) {
            this.origin = origin;
            this.size = size;
            this.newest = newest;
        }

        @Override
        public String origin() {
            return origin;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public long newest() {
            return newest;
        }

        @Override
        public Map<EntryId, Place> ids(Set<EntryId> ids) {
            var wanted = List.copyOf(ids);
            var indexes =
                    store.getAll(
                            Family.IDS, wanted.stream().map(id -> id.bytes().toArray()).toList());
            var places = new HashMap<EntryId, Place>();
            for (int i = 0; i < wanted.size(); i++) {
                byte @Nullable [] index = indexes.get(i);
                if (index != null) {
                    places.put(wanted.get(i), place(ByteBuffer.wrap(index).getLong()));
                }
            }
            return places;
        }

        private Place place(long index) {
            return new Place(index, leaf(index));
        }

        @Override
        public Map<Hash, Long> uniqueKeys(Set<Hash> keys) {
            var wanted = List.copyOf(keys);
            var indexes = store.getAll(Family.KEYS, wanted.stream().map(Hash::bytes).toList());
            var found = new HashMap<Hash, Long>();
            for (int i = 0; i < wanted.size(); i++) {
                byte @Nullable [] index = indexes.get(i);
                if (index != null) {
                    found.put(wanted.get(i), ByteBuffer.wrap(index).getLong());
                }
            }
            return found;
        }
    }
}
