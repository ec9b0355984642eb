package io.counterfoil.kernel.merkle;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TileBuilderTest {

    private static final TreeHasher SHA_256 = TreeHasher.sha256();

    @Test
    void writesTheBytesOfTheTesseraTestLog() {
        var builder = TileBuilder.empty(SHA_256);
        for (String entry : List.of("one", "two", "three")) {
            builder.append(entry.getBytes(US_ASCII));
        }
        Map<String, String> content =
                builder.drain().stream()
                        .collect(Collectors.toMap(c -> c.tile().path(), c -> c.content().hex()));
        assertThat(content)
                .isEqualTo(
                        Map.of(
                                "tile/0/000.p/3",
                                "d0d7360ab79f58ab1e1e3fe64ad77e2ea0bc07e36b5f46ed2223edd9298df9e9"
                                        + "ab1ab7f07c7c8fe0eff4ba6faa53c7e4412e91a599153e8aa4e01beece5b7825"
                                        + "671f146c5e471e8a1a83a3c214ce4ba907b8f3a5888d14cc8cd3ce75bb12ef94",
                                "tile/entries/000.p/3",
                                "00036f6e65000374776f00057468726565"));
    }

    @Test
    void resumedAtAnySizeItWritesTheSameTiles() {
        int size = 70_000;
        Store whole = new Store();
        var builder = TileBuilder.empty(SHA_256);
        for (int i = 0; i < size; i++) {
            builder.append(entry(i));
        }
        whole.put(builder.drain());

        Store stepwise = new Store();
        var cuts =
                new TreeSet<>(List.of(1, 2, 255, 256, 257, 511, 512, 4096, 65_535, 65_536, 65_537));
        cuts.add(size);
        int from = 0;
        for (int to : cuts) {
            var resumed = TileBuilder.resume(SHA_256, from, stepwise);
            assertThat(resumed.size()).isEqualTo(from);
            for (int i = from; i < to; i++) {
                resumed.append(entry(i));
            }
            stepwise.put(resumed.drain());
            var prover = new Prover(SHA_256, new TileHashReader(SHA_256, stepwise, to));
            assertThat(resumed.root()).as("size %d", to).isEqualTo(prover.root(to));
            from = to;
        }
        assertThat(stepwise.tiles).containsAllEntriesOf(whole.tiles);
        assertThat(builder.root()).isEqualTo(frontierRoot(size));
    }

    @Test
    void drainsEveryTileThatGrewAndNothingElse() {
        var builder = TileBuilder.empty(SHA_256);
        long drained = 0;
        for (int size : new int[] {1, 1, 3, 256, 257, 600, 66_000}) {
            while (builder.size() < size) {
                builder.append(entry((int) builder.size()));
            }
            assertThat(builder.drain().stream().map(TileContent::tile))
                    .containsExactlyInAnyOrderElementsOf(Tile.between(drained, size));
            drained = size;
        }
    }

    @Test
    void provesFromTilesWhatTheTreeProves() {
        Store store = new Store();
        var tree = new MemoryTree(SHA_256);
        var builder = TileBuilder.empty(SHA_256);
        int size = 1000;
        for (int i = 0; i < size; i++) {
            tree.add(entry(i));
            assertThat(builder.append(entry(i))).isEqualTo(tree.leaf(i));
        }
        store.put(builder.drain());
        var tiled = new Prover(SHA_256, new TileHashReader(SHA_256, store, size));
        var direct = new Prover(SHA_256, tree);
        for (int i = 0; i < size; i += 7) {
            assertThat(tiled.inclusion(i, size)).isEqualTo(direct.inclusion(i, size));
            assertThat(tiled.consistency(i + 1, size)).isEqualTo(direct.consistency(i + 1, size));
        }
    }

    @Test
    void bundlesReadBackTheirEntries() {
        var bundle = EntryBundle.of(List.of(new byte[0], new byte[] {1}, new byte[65_535]));
        var read = EntryBundle.parse(bundle.bytes(), 3);
        assertThat(read.entry(1)).containsExactly(1);
        assertThat(read.entry(2)).hasSize(65_535);
        assertThat(read.leafHash(SHA_256, 1)).isEqualTo(SHA_256.leaf(new byte[] {1}));
        assertThat(read.prefix(2).bytes()).containsExactly(0, 0, 0, 1, 1);
    }

    @Test
    void refusesABundleOfAnotherLength() {
        byte[] bytes = EntryBundle.of(List.of(new byte[3], new byte[2])).bytes();
        assertThatThrownBy(() -> EntryBundle.parse(bytes, 1))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> EntryBundle.parse(bytes, 3))
                .isInstanceOf(MalformedException.class);
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
        assertThatThrownBy(() -> EntryBundle.parse(cut, 2)).isInstanceOf(MalformedException.class);
    }

    private static Hash frontierRoot(int size) {
        var frontier = Frontier.empty(SHA_256);
        for (int i = 0; i < size; i++) {
            frontier.append(SHA_256.leaf(entry(i)));
        }
        return frontier.root();
    }

    private static byte[] entry(int i) {
        return ("entry " + i).getBytes(US_ASCII);
    }

    /// A log's folder in memory; it keeps partial tiles, as a log must.
    private static final class Store implements TileSource {

        private final Map<Tile, Bytes> tiles = new HashMap<>();

        void put(List<TileContent> contents) {
            contents.forEach(c -> tiles.put(c.tile(), c.content()));
        }

        @Override
        public byte[] read(Tile tile) {
            var content = tiles.get(tile);
            if (content == null) {
                throw new NoSuchElementException(tile.path());
            }
            return content.toArray();
        }
    }
}
