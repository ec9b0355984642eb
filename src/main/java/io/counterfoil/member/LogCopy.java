package io.counterfoil.member;

import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.merkle.EntryBundle;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.Tile;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.rule.Leaf;
import io.counterfoil.kernel.rule.Prefix;
import io.counterfoil.member.MemberStore.Batch;
import io.counterfoil.member.MemberStore.Family;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The member's copy of the log while it grows. Owned by the member's one writing thread.
final class LogCopy {

    private static final byte[] SIZE = "size".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEWEST = "newest".getBytes(StandardCharsets.US_ASCII);

    private final String origin;
    private final MemberStore store;
    private final StoredLog stored;
    private final TreeHasher hasher = TreeHasher.sha256();
    private TreeEdge edge;

    /// The latest time of receipt in the copy; 0 while it is empty.
    private long newest;

    LogCopy(String origin, MemberStore store) {
        this.origin = origin;
        this.store = store;
        this.stored = new StoredLog(store);
        this.edge = readEdge();
        this.newest = number(NEWEST);
    }

    private TreeEdge readEdge() {
        return TreeEdge.read(hasher, number(SIZE), stored);
    }

    private long number(byte[] key) {
        byte @Nullable [] value = store.get(Family.STATE, key);
        return value == null ? 0 : ByteBuffer.wrap(value).getLong();
    }

    /// The number of entries stored; the first that lacks has this index.
    long size() {
        return edge.size();
    }

    /// The root of the first `size` entries, at most [#size()].
    Hash root(long size) {
        return size == edge.size() ? edge.root() : stored.root(size);
    }

    /// What the rules see.
    Prefix prefix() {
        return stored.prefix(origin, size(), newest);
    }

    /// The hash of a bundle's beginning, made of what is stored and what was sent.
    ///
    /// @param leaves room for 256 hashes; those of the places from `known` to `count` are filled
    Hash bundleHash(long bundle, byte[] leaves, int known, int count) {
        if (bundle == edge.size() / Tile.WIDTH) {
            edge.copyLeaves(known, leaves);
        } else if (known > 0) {
            byte[] before = stored.read(new Tile(0, bundle, known));
            System.arraycopy(before, 0, leaves, 0, before.length);
        }
        return hasher.root(leaves, 0, count);
    }

    /// Appends entries of one bundle that were proven and keep the rules.
    ///
    /// @param batch is written here, with what the caller put into it
    /// @param hashes their leaf hashes side by side, from `offset` on
    void append(Batch batch, List<Leaf> entries, byte[] hashes, int offset) {
        long first = edge.size();
        var bundle = EntryBundle.of(entries.stream().map(leaf -> leaf.bytes().toArray()).toList());
        boolean written = false;
        try {
            batch.put(Family.BUNDLES, StoredLog.indexKey(first), bundle.bytes());
            for (TreeEdge.Run run : edge.append(hashes, offset, entries.size())) {
                byte[] key = StoredLog.tileKey(run.level(), run.first());
                batch.put(Family.TILES, key, run.hashes().array());
            }
            for (Leaf leaf : entries) {
                index(batch, leaf);
                newest = Math.max(newest, leaf.entry().receipt().orElse(0));
            }
            batch.put(Family.STATE, NEWEST, StoredLog.indexKey(newest));
            batch.put(Family.STATE, SIZE, StoredLog.indexKey(edge.size()));
            batch.write();
            written = true;
        } finally {
            if (!written) {
                // What was not stored must not be counted.
                edge = readEdge();
                newest = number(NEWEST);
            }
        }
    }

    private static void index(Batch batch, Leaf leaf) {
        byte[] index = StoredLog.indexKey(leaf.index());
        switch (leaf.entry()) {
            case Entry.Genesis genesis ->
                    batch.put(Family.IDS, genesis.id().bytes().toArray(), index);
            case Entry.Evidence evidence ->
                    batch.put(Family.IDS, evidence.id().bytes().toArray(), index);
            case Entry.Invoice invoice -> {
                batch.put(Family.IDS, invoice.id().bytes().toArray(), index);
                batch.put(Family.KEYS, invoice.uniqueKey().bytes(), index);
            }
            // A refusal reserves nothing.
            case Entry.Refusal _ -> {}
        }
    }
}
