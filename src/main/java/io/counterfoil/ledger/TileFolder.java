package io.counterfoil.ledger;

import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.Tile;
import io.counterfoil.kernel.merkle.TileContent;
import io.counterfoil.kernel.merkle.TileSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/// A log's tiles and bundles as files under the paths that C2SP tlog-tiles gives them.
///
/// A file is whole or absent: it is written under a name of this writer alone, made durable, then
/// renamed. Writing the same tile twice writes the same bytes, so that two sequencers on one folder
/// do no harm; what a killed one left unfinished is never read. Once a tile is full its partial
/// forms are dropped; they are its beginning, and are served from it.
final class TileFolder implements TileSource {

    /// Full tiles kept in memory for proofs: 8 KiB each, bundles not counted.
    private static final int CACHED_TILES_MAX = 512;

    /// Files made durable at the same time: a file system syncs many together almost as fast as
    /// one.
    private static final int WRITES_AT_ONCE = 16;

    private final Path root;
    private final String unfinished = ".%s.new".formatted(UUID.randomUUID());
    private final Map<Tile, byte[]> cache =
            new LinkedHashMap<>(CACHED_TILES_MAX, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Tile, byte[]> eldest) {
                    return size() > CACHED_TILES_MAX;
                }
            };

    /// @param root the folder that the paths `tile/…` lie in
    TileFolder(Path root) {
        this.root = root;
    }

    /// Makes all of them durable, content first, then the names.
    void write(List<TileContent> contents) throws IOException {
        try {
            var folders =
                    contents.stream()
                            .gather(Gatherers.mapConcurrent(WRITES_AT_ONCE, this::write))
                            .collect(Collectors.toSet());
            for (var folder : folders) {
                sync(folder);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Drops the partial forms of tiles that are full by now.
    void dropPartials(List<TileContent> contents) throws IOException {
        for (var content : contents) {
            if (!content.tile().isPartial()) {
                delete(root.resolve(content.tile().path() + ".p"));
            }
        }
    }

    @Override
    public byte[] read(Tile tile) {
        var full = readFull(tile);
        if (full != null) {
            return beginning(full, tile);
        }
        try {
            return Files.readAllBytes(root.resolve(tile.path()));
        } catch (NoSuchFileException e) {
            return laterFull(tile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A partial tile vanishes when its full form has come; between two looks it may just have.
    private byte[] laterFull(Tile tile) {
        var full = readFull(tile);
        if (full == null) {
            throw new NoSuchElementException(tile.path());
        }
        return beginning(full, tile);
    }

    private static byte[] beginning(byte[] full, Tile tile) {
        if (!tile.isPartial()) {
            return full;
        }
        return tile.isBundle()
                ? Bundles.beginning(full, tile.width())
                : Arrays.copyOf(full, tile.width() * Hash.BYTES);
    }

    private byte @Nullable [] readFull(Tile tile) {
        var full = tile.full();
        synchronized (cache) {
            var known = cache.get(full);
            if (known != null) {
                return known;
            }
        }
        try {
            var content = Files.readAllBytes(root.resolve(full.path()));
            if (!full.isBundle()) {
                synchronized (cache) {
                    cache.put(full, content);
                }
            }
            return content;
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(TileContent content) {
        try {
            return writeDurably(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path writeDurably(TileContent content) throws IOException {
        var file = root.resolve(content.tile().path());
        var folder = parent(file);
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            syncUpTo(folder);
        }
        var fresh = folder.resolve(file.getFileName() + unfinished);
        try (var channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap(content.content().toArray());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return folder;
    }

    private void syncUpTo(Path folder) throws IOException {
        for (var at = folder; at.startsWith(root); at = parent(at)) {
            sync(at);
        }
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "the root of all folders holds no tile");
    }

    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
