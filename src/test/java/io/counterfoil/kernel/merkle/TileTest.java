package io.counterfoil.kernel.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.kernel.MalformedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Paths of C2SP tlog-tiles; the vectors are those of transparency-dev/tessera.
class TileTest {

    @ParameterizedTest
    @CsvSource({
        "0, 256, tile/entries/000",
        "251, 255, tile/entries/000.p/255",
        "256, 257, tile/entries/001.p/1",
        "3, 257, tile/entries/000",
        "31604937984, 31604938240, tile/entries/x123/x456/789",
    })
    void namesTheBundleOfAnEntry(long entry, long size, String path) {
        assertThat(Tile.bundleOf(entry, size).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "15, 455667, 256, tile/15/x455/667",
        "15, 123456789, 41, tile/15/x123/x456/789.p/41",
        "0, 1234067, 256, tile/0/x001/x234/067",
        "63, 999999999999999999, 255, tile/63/x999/x999/x999/x999/x999/999.p/255",
        "-1, 0, 1, tile/entries/000.p/1",
    })
    void printsAndParsesOnePathPerTile(int level, long index, int width, String path) {
        var tile = new Tile(level, index, width);
        assertThat(tile.path()).isEqualTo(path);
        assertThat(Tile.parse(path)).isEqualTo(tile);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile/0/x001/x234/067.p/",
                "tile/0/x001/x234/067.p",
                "tile/0/x001/x234/",
                "tile/0/x001/x234",
                "tile/0/x001/",
                "tile/0/x001",
                "tile/0/x001/.p/abc",
                "tile/64/001",
                "tile/00/001",
                "tile/0/x000/001",
                "tile/0/1",
                "tile/0/001.p/0",
                "tile/0/001.p/256",
                "tile/0/001.p/01",
                "tile/entries/",
                "tile/data/001",
                "tile/-1/001",
                "tiles/0/001",
                "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
                "tile/0//001",
                "tile/0/001/",
                "",
            })
    void refusesAnyOtherPath(String path) {
        assertThatThrownBy(() -> Tile.parse(path)).isInstanceOf(MalformedException.class);
    }

    @Test
    void aTreeOf70000HasTheTilesTheSpecificationCounts() {
        List<Tile> tiles = Tile.between(0, 70_000);
        assertThat(tiles)
                .contains(
                        new Tile(0, 272, 256),
                        new Tile(0, 273, 112),
                        new Tile(1, 0, 256),
                        new Tile(1, 1, 17),
                        new Tile(2, 0, 1),
                        new Tile(Tile.ENTRIES, 273, 112))
                .hasSize(274 + 274 + 2 + 1);
    }

    @Test
    void aHigherTileExistsOnlyOnceATileBelowIsFull() {
        assertThat(Tile.between(0, 256)).contains(new Tile(1, 0, 1));
        assertThat(Tile.between(0, 255)).noneMatch(tile -> tile.level() == 1);
        assertThatThrownBy(() -> Tile.at(1, 0, 255)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void growthTouchesOnlyTheRightEdge() {
        assertThat(Tile.between(256, 257))
                .containsExactly(new Tile(Tile.ENTRIES, 1, 1), new Tile(0, 1, 1));
        assertThat(Tile.between(300, 300)).isEmpty();
    }
}
