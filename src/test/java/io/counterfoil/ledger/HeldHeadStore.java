package io.counterfoil.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The log's tables for one sequencer, which a test can hold up at the compare-and-swap of its head
/// for as long as it likes, or end there.
final class HeldHeadStore extends HeadStore {

    private static final long REACH_SECONDS_MAX = 60;

    private final AtomicReference<@Nullable Hold> next = new AtomicReference<>();

    HeldHeadStore(Pool pool) {
        super(pool);
    }

    /// Where a sequencer is held up.
    enum Point {
        /// The tiles are durable, and no head names them.
        BEFORE_THE_SWAP,
        /// The head has moved, and no checkpoint of it is signed.
        AFTER_THE_SWAP
    }

    /// Holds the sequencer up when it comes to this point the next time.
    Hold holdAt(Point point) {
        var hold = new Hold(point);
        next.set(hold);
        return hold;
    }

    @Override
    Uni<Boolean> advance(short log, Head from, Head to, Growth growth) {
        var hold = next.getAndSet(null);
        if (hold == null) {
            return super.advance(log, from, to, growth);
        }
        if (hold.point == Point.BEFORE_THE_SWAP) {
            hold.stay();
            return super.advance(log, from, to, growth);
        }
        var moved = super.advance(log, from, to, growth).await().atMost(Duration.ofSeconds(30));
        hold.stay();
        return Uni.createFrom().item(moved);
    }

    /// A sequencer that is held up, or will be.
    static final class Hold {

        private final Point point;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile boolean dead;

        private Hold(Point point) {
            this.point = point;
        }

        /// Waits until the sequencer has come to the point.
        void awaitReached() throws InterruptedException {
            if (!reached.await(REACH_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new AssertionError("the sequencer never came to " + point);
            }
        }

        /// Lets it go on.
        void release() {
            released.countDown();
        }

        /// Ends it where it is: it does nothing more.
        void kill() {
            dead = true;
            released.countDown();
        }

        private void stay() {
            reached.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (dead) {
                throw new Killed();
            }
        }
    }

    /// Ends a sequencer's thread, which survives exceptions but no error.
    private static final class Killed extends Error {

        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed by the test", null, false, false);
        }
    }
}
