package io.counterfoil.ledger;

import io.counterfoil.kernel.merkle.EntryBundle;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.Prover;
import io.counterfoil.kernel.merkle.Tile;
import io.counterfoil.kernel.merkle.TileHashReader;
import io.counterfoil.kernel.merkle.TileSource;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.mirror.EntryPackage;
import io.counterfoil.kernel.mirror.UploadHeader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What one checkpoint is sent to members with: entries with their proofs, made once for all of
/// them.
final class Upload {

    private final String origin;
    private final long size;
    private final TileSource tiles;
    private final Prover prover;
    private final Map<UploadHeader.Span, EntryPackage> packages = new ConcurrentHashMap<>();
    private final Map<Long, List<Hash>> consistency = new ConcurrentHashMap<>();

    Upload(String origin, long size, TreeHasher hasher, TileSource tiles) {
        this.origin = origin;
        this.size = size;
        this.tiles = tiles;
        this.prover = new Prover(hasher, new TileHashReader(hasher, tiles, size));
    }

    String origin() {
        return origin;
    }

    /// The size of the checkpoint.
    long size() {
        return size;
    }

    /// The proof that the first `old` leaves are the beginning of the checkpoint's tree.
    List<Hash> consistency(long old) {
        return old == 0 || old == size
                ? List.of()
                : consistency.computeIfAbsent(old, from -> prover.consistency(from, size).path());
    }

    /// The first packages that a request with this header carries.
    List<EntryPackage> packages(UploadHeader header) {
        return header.spans(UploadHeader.PACKAGES_MAX).stream()
                .map(span -> packages.computeIfAbsent(span, this::make))
                .toList();
    }

    private EntryPackage make(UploadHeader.Span span) {
        var bundle = Tile.bundleOf(span.from(), size);
        var content = EntryBundle.parse(tiles.read(bundle), bundle.width());
        var skip = (int) (span.from() - span.tileStart());
        var entries = content.entries().subList(skip, skip + span.count());
        var proof = prover.subtree(span.tileStart(), span.to(), size).path();
        return new EntryPackage(span.from(), EntryBundle.of(entries), proof);
    }
}
