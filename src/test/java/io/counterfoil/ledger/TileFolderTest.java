package io.counterfoil.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.kernel.merkle.EntryBundle;
import io.counterfoil.kernel.merkle.Tile;
import io.counterfoil.kernel.merkle.TileBuilder;
import io.counterfoil.kernel.merkle.TileContent;
import io.counterfoil.kernel.merkle.TreeHasher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TileFolderTest {

    private final TileBuilder builder = TileBuilder.empty(TreeHasher.sha256());

    @TempDir Path root;

    @Test
    void aLogResumedFromTheFolderHasTheSameRootAtEverySize() throws IOException {
        var folder = new TileFolder(root);
        for (var size = 1; size <= 600; size++) {
            grow(folder, 1);
            if (size % 37 == 0 || size % 256 < 2) {
                var resumed = TileBuilder.resume(TreeHasher.sha256(), size, new TileFolder(root));
                assertThat(resumed.root()).as("size %d", size).isEqualTo(builder.root());
            }
        }
    }

    @Test
    void partialFormsOfAFullTileAreServedFromIt() throws IOException {
        var folder = new TileFolder(root);
        grow(folder, 100);
        var hashes = folder.read(Tile.at(0, 0, 100));
        var bundle = folder.read(Tile.bundleOf(0, 100));
        grow(folder, 156);

        assertThat(root.resolve("tile/0/000.p")).doesNotExist();
        assertThat(new TileFolder(root).read(new Tile(0, 0, 100))).isEqualTo(hashes);
        assertThat(new TileFolder(root).read(new Tile(Tile.ENTRIES, 0, 100))).isEqualTo(bundle);
    }

    @Test
    void writingTheSameTilesTwiceLeavesTheSameBytes() throws IOException {
        var folder = new TileFolder(root);
        builder.append(entry(0));
        var contents = builder.drain();
        folder.write(contents);
        var before = folder.read(Tile.bundleOf(0, 1));
        folder.write(contents);

        assertThat(folder.read(Tile.bundleOf(0, 1))).isEqualTo(before);
    }

    @Test
    void twoWritersOfTheSameTileNeverLeaveItTorn() throws Exception {
        for (var i = 0; i < Tile.WIDTH; i++) {
            builder.append(entry(i));
        }
        var contents = builder.drain();
        var full = Tile.bundleOf(0, Tile.WIDTH);
        new TileFolder(root).write(contents);
        var whole = new TileFolder(root).read(full);
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = Stream.of(new TileFolder(root), new TileFolder(root));
            var ends = both.map(folder -> writers.submit(() -> rewrite(folder, contents))).toList();
            for (var end : ends) {
                while (!end.isDone()) {
                    assertThat(new TileFolder(root).read(full)).isEqualTo(whole);
                }
                end.get();
            }
        }
    }

    private static boolean rewrite(TileFolder folder, List<TileContent> contents)
            throws IOException {
        for (var i = 0; i < 50; i++) {
            folder.write(contents);
        }
        return true;
    }

    @Test
    void whatACrashLeftHalfWrittenIsNeverRead() throws IOException {
        var folder = new TileFolder(root);
        var half = root.resolve("tile/0/000.new");
        Files.createDirectories(half.getParent());
        Files.write(half, new byte[100]);

        assertThatThrownBy(() -> folder.read(new Tile(0, 0, Tile.WIDTH)))
                .isInstanceOf(NoSuchElementException.class);
        grow(folder, 256);
        assertThat(folder.read(new Tile(0, 0, Tile.WIDTH))).hasSize(8192);
    }

    @Test
    void aBundleIsCutBetweenEntries() throws IOException {
        var folder = new TileFolder(root);
        grow(folder, 256);
        var whole = folder.read(new Tile(Tile.ENTRIES, 0, Tile.WIDTH));

        assertThat(Bundles.beginning(whole, 3))
                .isEqualTo(EntryBundle.parse(whole, 256).prefix(3).bytes());
        assertThat(Bundles.entry(whole, 200)).isEqualTo(entry(200));
    }

    private void grow(TileFolder folder, int entries) throws IOException {
        for (var i = 0; i < entries; i++) {
            builder.append(entry(builder.size()));
        }
        var contents = builder.drain();
        folder.write(contents);
        folder.dropPartials(contents);
    }

    private static byte[] entry(long index) {
        return ("entry " + index).getBytes(StandardCharsets.US_ASCII);
    }
}
