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
                    var late = holdUp(house, stores, point);
                    var fellows = stores.stream().filter(store -> store != late).toList();
                    replace(house, stores, fellows, Point.BEFORE_THE_SWAP);
                }
                replace(house, stores, stores, Point.AFTER_THE_SWAP);
            }
            assertOneRootEach(house, load.finish());
            assertThat(stores).noneMatch(HeldHeadStore::wentOnThoughOld);
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
    private static HeldHeadStore holdUp(LogHouse house, List<HeldHeadStore> stores, Point point)
            throws InterruptedException {
        var hold = HeldHeadStore.holdFirst(stores, point);
        var late = hold.awaitReached();
        var lost = late.lost();
        var believed = point == Point.BEFORE_THE_MEMBERS ? house.head() : hold.head();
        house.awaitMovedFrom(believed);
        house.awaitFinalBeyond(believed);
        hold.release();
        if (point == Point.BEFORE_THE_SWAP) {
            LogHouse.await("it finds the head moved", () -> late.lost() > lost);
        }
        return late;
    }

    /// One of some dies, and its fellow, which may just have been late, goes on alone; then another
    /// is started.
    private static void replace(
            LogHouse house, List<HeldHeadStore> stores, List<HeldHeadStore> some, Point point)
            throws InterruptedException, IOException {
        var hold = HeldHeadStore.holdFirst(some, point);
        var dead = hold.awaitReached();
        hold.kill();
        // More than the dead one can have asked the members for.
        house.awaitFinalBeyond(hold.head());
        assertThat(dead.wentOnThoughOld()).isFalse();
        dead.disconnect();
        var fresh = store(house);
        stores.set(stores.indexOf(dead), fresh);
        house.start(fresh);
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
