package io.counterfoil.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.ledger.CoveringCheckpoints.Span;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CoveringCheckpointsTest {

    private final TreeSet<Long> sizes = new TreeSet<>();
    private final List<Long> asked = new ArrayList<>();
    private final CoveringCheckpoints covering = new CoveringCheckpoints(this::find);

    private Uni<Optional<Span>> find(long index) {
        asked.add(index);
        var before = sizes.floor(index);
        var size = Optional.ofNullable(sizes.higher(index));
        return Uni.createFrom()
                .item(size.map(found -> new Span(before == null ? 0 : before, published(found))));
    }

    private static Published published(long size) {
        var root = TreeHasher.sha256().empty();
        return new Published(size, root, "checkpoint of " + size, Instant.EPOCH, Instant.EPOCH);
    }

    private Optional<Long> over(long index) {
        return covering.over(index).await().indefinitely().map(Published::size);
    }

    @Test
    void theStoreIsAskedOncePerCheckpoint() {
        sizes.addAll(List.of(3L, 10L));
        for (var index = 0; index < 10; index++) {
            assertThat(over(index)).hasValue(index < 3 ? 3L : 10L);
        }
        assertThat(asked).containsExactly(0L, 3L);
    }

    @Test
    void aLeafThatNoneCoversIsAskedForAgain() {
        sizes.add(3L);
        assertThat(over(3)).isEmpty();
        sizes.add(4L);
        assertThat(over(3)).hasValue(4L);
        assertThat(over(2)).hasValue(3L);
    }

    @Test
    void laterCheckpointsChangeNothing() {
        sizes.add(7L);
        assertThat(over(6)).hasValue(7L);
        sizes.add(9L);
        assertThat(over(6)).hasValue(7L);
        assertThat(over(7)).hasValue(9L);
    }

    @Test
    void moreThanItKeepsAreStillFound() {
        for (long size = 1; size <= 2_000; size++) {
            sizes.add(size);
        }
        for (var turn = 0; turn < 2; turn++) {
            for (var index = 0; index < 2_000; index++) {
                assertThat(over(index)).hasValue(index + 1L);
            }
        }
    }
}
