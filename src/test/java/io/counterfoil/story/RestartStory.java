package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.SignedNote;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The data directory survives every way of stopping, and the log never goes back.
class RestartStory {

    /// Far above the promised 5 and 15 seconds: a busy machine must not make a story lie.
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    @TempDir Path folder;

    @Test
    void survivesCtrlCAndKillInTurn() throws IOException {
        stopAndStart(3);
    }

    @Test
    @Tag("nightly")
    void survivesTwentyStopsOfBothKinds() throws IOException {
        stopAndStart(20);
    }

    /// Every stop is by Ctrl-C or, each second time, by `kill -9`, which leaves PostgreSQL behind.
    private void stopAndStart(int times) throws IOException {
        try (var product = Product.start(folder)) {
            var before = published(product);
            for (var time = 0; time < times; time++) {
                if (time % 2 == 0) {
                    product.stop();
                } else {
                    product.kill();
                }
                assertThat(product.restart()).as("start %d", time).isLessThan(START_LIMIT);
                var now = published(product);
                assertThat(now.size()).isGreaterThanOrEqualTo(before.size());
                assertThat(now.origin()).isEqualTo(before.origin());
                if (now.size() == before.size()) {
                    assertThat(now.root()).isEqualTo(before.root());
                }
                before = now;
            }
        }
    }

    private static Checkpoint published(Product product) throws IOException {
        var note = product.send(product.request("/ledger/log1/checkpoint"));
        assertThat(note.statusCode()).isEqualTo(200);
        return Checkpoint.parse(SignedNote.parse(note.body()).text());
    }
}
