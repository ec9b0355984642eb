package io.counterfoil.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.TileBuilder;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.ledger.HeldHeadStore.Point;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two sequencers at work on one log, held up and killed where it hurts most, with a real
/// PostgreSQL, a real Kafka and four members: every record has one leaf, and every size one root.
class TwoSequencersStory {

    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final int BURST_MAX = 60;

    private final Random random = new Random(SEED);

    @TempDir Path folder;

    @Test
    void neverForkTheLogThoughEachIsHeldUpAndKilled() throws Exception {
        holdUpAndKill(1);
    }

    @Test
    @Tag("nightly")
    void neverForkTheLogInManyRounds() throws Exception {
        holdUpAndKill(8);
    }

    private void holdUpAndKill(int rounds) throws Exception {
        try (var house = LogHouse.open(folder)) {
            var stores = new ArrayList<>(List.of(store(house), store(house)));
            for (var store : stores) {
                house.start(store);
            }
            var load = LogLoad.start(house, random, BURST_MAX);
            house.awaitMore();
            for (var round = 0; round < rounds; round++) {
                for (var point : Point.values()) {
                    holdUp(house, stores.get(random.nextInt(2)), point);
                    kill(house, stores, point);
                }
            }
            assertOneRootEach(house, load.finish());
            for (var member : house.nodes().entrySet()) {
                assertThat(member.getValue().health()).contains("\"serving\"");
                assertThat(house.directory(member.getKey()).resolve("forks")).doesNotExist();
            }
        }
    }

    private static HeldHeadStore store(LogHouse house) {
        return new HeldHeadStore(house.pool());
    }

    /// One stands still while the other goes on, then wakes up and believes that it still leads.
    private static void holdUp(LogHouse house, HeldHeadStore store, Point point)
            throws InterruptedException {
        var hold = store.holdAt(point);
        hold.awaitReached();
        house.awaitMore();
        hold.release();
        house.awaitMore();
    }

    /// One dies; another is started in its place while its fellow goes on.
    private void kill(LogHouse house, List<HeldHeadStore> stores, Point point)
            throws InterruptedException, IOException {
        var which = random.nextInt(2);
        var hold = stores.get(which).holdAt(point);
        hold.awaitReached();
        hold.kill();
        house.awaitMore();
        stores.set(which, store(house));
        house.start(stores.get(which));
    }

    /// Every checkpoint that was ever final is the root of a tree that was never interrupted.
    private static void assertOneRootEach(LogHouse house, List<byte[]> entries) {
        var roots = roots(entries);
        var rows = new ArrayList<Row>();
        house.query("select size, note from checkpoint").forEach(rows::add);
        assertThat(rows)
                .hasSizeGreaterThan(4)
                .allSatisfy(row ->
                        assertThat(checkpoint(row.getString(1)).root())
                                .isEqualTo(roots.get(row.getLong(0))));
    }

    private static Checkpoint checkpoint(String note) {
        return Checkpoint.parse(SignedNote.parse(note).text());
    }

    private static Map<Long, Hash> roots(List<byte[]> entries) {
        var tree = TileBuilder.empty(TreeHasher.sha256());
        var roots = new HashMap<Long, Hash>();
        for (var entry : entries) {
            tree.append(entry);
            roots.put(tree.size(), tree.root());
        }
        return roots;
    }
}
