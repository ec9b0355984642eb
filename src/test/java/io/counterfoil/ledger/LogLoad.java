package io.counterfoil.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.merkle.EntryBundle;
import io.counterfoil.kernel.merkle.Tile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Records sent to a log in bursts until it is told to stop; each of them shall get one leaf.
final class LogLoad {

    private static final int PAUSE_MILLIS_MAX = 60;

    /// So far the load runs ahead of what is final: some rounds, not minutes.
    private static final int AHEAD_MAX = 20_000;

    private final LogHouse house;
    private final Random random;
    private final FreshEntries entries;
    private final int burstMax;
    private final Thread thread;

    /// What the broker has taken.
    private final Queue<byte[]> sent = new ConcurrentLinkedQueue<>();

    private final AtomicLong count = new AtomicLong();
    private volatile boolean stopped;

    private LogLoad(LogHouse house, Random random, int burstMax) {
        this.house = house;
        this.random = random;
        this.entries = new FreshEntries(random);
        this.burstMax = burstMax;
        this.thread = Thread.ofVirtual().unstarted(this::run);
    }

    /// Sends the genesis, and then begins.
    static LogLoad start(LogHouse house, Random random, int burstMax) {
        var load = new LogLoad(house, random, burstMax);
        load.send(List.of(load.entries.genesis()));
        load.thread.start();
        return load;
    }

    private void run() {
        while (!stopped) {
            var burst = new ArrayList<byte[]>();
            for (var i = random.nextInt(burstMax); i >= 0; i--) {
                burst.add(entries.evidence());
            }
            send(burst);
            do {
                LockSupport.parkNanos(
                        Duration.ofMillis(random.nextInt(PAUSE_MILLIS_MAX)).toNanos());
            } while (!stopped && count.get() - house.published() > AHEAD_MAX);
        }
    }

    private void send(List<byte[]> burst) {
        house.send(burst);
        sent.addAll(burst);
        count.addAndGet(burst.size());
    }

    /// Stops and waits until all of it is final.
    ///
    /// @return the log's entries, of which each was sent once and none is missing
    List<byte[]> finish() throws InterruptedException {
        stopped = true;
        thread.join();
        LogHouse.await("all are final", () -> house.published() == count.get());
        var found = entries(house.tiles(), sent.size());
        var leaves = new HashMap<Bytes, Integer>();
        found.forEach(entry -> leaves.merge(Bytes.of(entry), 1, Integer::sum));
        assertThat(leaves.values()).containsOnly(1);
        assertThat(leaves).hasSize(sent.size());
        assertThat(sent).allMatch(record -> leaves.containsKey(Bytes.of(record)));
        return found;
    }

    private static List<byte[]> entries(TileFolder tiles, long size) {
        var entries = new ArrayList<byte[]>();
        for (var first = 0L; first < size; first += Tile.WIDTH) {
            var bundle = Tile.bundleOf(first, size);
            entries.addAll(EntryBundle.parse(tiles.read(bundle), bundle.width()).entries());
        }
        return entries;
    }
}
