package io.counterfoil.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The record of what was signed survives crashes, and is never guessed.
class HighWaterTest {

    private static final int PLACE_BYTES = 8 << 10;

    @TempDir private Path folder;
    private final TestLog log = TestLog.create(new TestClock()).grow(10);

    private Path file() {
        return folder.resolve("highwater/mirror");
    }

    private HighWater raised(int... sizes) throws IOException {
        var record = HighWater.open(file(), false);
        for (int size : sizes) {
            record.raise(log.note(size));
        }
        return record;
    }

    @Test
    void findsTheLargestCheckpointAgain() throws IOException {
        raised(3, 7).close();

        try (var found = HighWater.open(file(), true)) {
            assertThat(found.checkpoint()).contains(log.checkpoint(7));
            assertThat(found.note()).contains(log.note(7));
        }
    }

    @Test
    void neverGoesDown() throws IOException {
        try (var record = raised(7, 3, 7)) {
            assertThat(record.size()).isEqualTo(7);
        }
    }

    @Test
    void holdsTheEmptyCheckpointAboveNone() throws IOException {
        try (var record = raised()) {
            assertThat(record.size()).isEqualTo(-1);
            record.raise(log.note(0));
            assertThat(record.size()).isZero();
        }
    }

    @Test
    void fallsBackToTheOtherPlaceWhereAWriteWasTorn() throws IOException {
        for (int place = 0; place < 2; place++) {
            Files.deleteIfExists(file());
            raised(3, 7).close();
            damage((long) place * PLACE_BYTES + 200);

            try (var found = HighWater.open(file(), true)) {
                assertThat(found.size()).isIn(3L, 7L);
            }
        }
    }

    @Test
    void refusesToGuessWhenBothPlacesAreDamaged() throws IOException {
        raised(3, 7).close();
        damage(200);
        damage(PLACE_BYTES + 200);

        assertThatThrownBy(() -> HighWater.open(file(), true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is damaged");
    }

    @Test
    void refusesToGuessWhenItIsMissing() {
        assertThatThrownBy(() -> HighWater.open(file(), true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is missing, and this member has signed before");
    }

    @Test
    void noticesEveryFlippedByteOfTheNewestPlace() throws IOException {
        raised(3, 7).close();
        byte[] whole = Files.readAllBytes(file());
        int newest =
                new String(whole, 0, 40, StandardCharsets.US_ASCII).contains("\n4\n")
                        ? 0
                        : PLACE_BYTES;
        int used = 26 + log.note(7).bytes().length;
        for (int at = newest; at < newest + used; at += 17) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            Files.write(file(), flipped);
            try (var found = HighWater.open(file(), true)) {
                assertThat(found.size()).as("byte %d", at).isEqualTo(3);
            }
        }
    }

    private void damage(long at) throws IOException {
        try (var random = new RandomAccessFile(file().toFile(), "rw")) {
            random.seek(at);
            int old = random.read();
            random.seek(at);
            random.write(old ^ 0x55);
        }
    }
}
