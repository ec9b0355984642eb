package io.counterfoil.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A member in a process of its own (`./counterfoil member`), killed in the middle of uploads,
/// starts again and is needed again: one of the other three is away, so that without it nothing is
/// final.
@Tag("nightly")
class MemberKillStory {

    private static final int KILLS = 6;
    private static final int PAUSE_MILLIS_MAX = 400;

    /// Uploads of thousands of entries, so that a kill mostly comes into one.
    private static final int BURST_MAX = 4_000;

    @TempDir Path folder;

    @Test
    void agreementGoesOnAfterEachKill() throws Exception {
        var random = new Random();
        try (var house = LogHouse.openWithProcess(folder, "trade")) {
            house.start(new HeadStore(house.pool()));
            var load = LogLoad.start(house, random, BURST_MAX);
            house.awaitMore();
            house.stop("court");
            for (var kill = 0; kill < KILLS; kill++) {
                house.awaitMore();
                var pause = Duration.ofMillis(random.nextInt(PAUSE_MILLIS_MAX));
                LockSupport.parkNanos(pause.toNanos());
                house.kill("trade");
                house.restart("trade");
            }
            house.awaitMore();
            load.finish();
            var last = house.query("select note from checkpoint order by size desc limit 1");
            assertThat(last.iterator().next().getString(0))
                    .contains("— counterfoil.local/trade/final ");
        }
    }
}
