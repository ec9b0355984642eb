package io.counterfoil.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The log's tables for one sequencer, which a test can hold up where its head moves and where its
/// checkpoint is signed for as long as it likes, or end there. It also watches whether the
/// sequencer keeps to what the tables answer.
final class HeldHeadStore extends HeadStore {

    private static final long REACH_SECONDS_MAX = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Pool pool;
    private final AtomicReference<@Nullable Hold> next = new AtomicReference<>();
    private final AtomicInteger lost = new AtomicInteger();

    /// The last answer was that another moved the head.
    private volatile boolean isOld;

    private volatile boolean wentOnThoughOld;

    HeldHeadStore(Pool pool) {
        super(pool);
        this.pool = pool;
    }

    /// Closes its connections, as the end of its process would; there are only so many.
    void disconnect() {
        pool.closeAndAwait();
    }

    /// Where a sequencer is held up.
    enum Point {
        /// The tiles are durable, and no head names them.
        BEFORE_THE_SWAP,
        /// The head has moved, and no checkpoint of it is signed.
        AFTER_THE_SWAP,
        /// The checkpoint is about to be signed, its record is durable, and no member has seen it.
        BEFORE_THE_MEMBERS
    }

    /// Holds up the one of some sequencers that comes to a point first, the next time.
    static Hold holdFirst(List<HeldHeadStore> stores, Point point) {
        var hold = new Hold(point);
        stores.forEach(store -> store.next.set(hold));
        return hold;
    }

    /// How often another had moved the head before.
    int lost() {
        return lost.get();
    }

    /// Whether it moved the head again without looking first where it is by now.
    boolean wentOnThoughOld() {
        return wentOnThoughOld;
    }

    @Override
    Uni<Head> load(short log, String origin) {
        isOld = false;
        return super.load(log, origin);
    }

    @Override
    Uni<Boolean> advance(short log, Head from, Head to, Growth growth) {
        wentOnThoughOld |= isOld;
        var hold = take(Point.BEFORE_THE_SWAP);
        if (hold != null) {
            hold.stay(from);
        }
        var moved = super.advance(log, from, to, growth).await().atMost(PATIENCE);
        isOld = !moved;
        if (!moved) {
            lost.incrementAndGet();
        } else if ((hold = take(Point.AFTER_THE_SWAP)) != null) {
            hold.stay(to);
        }
        return Uni.createFrom().item(moved);
    }

    /// The time for the log's signer, who asks for it once the record of the highest checkpoint is
    /// durable.
    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                var hold = take(Point.BEFORE_THE_MEMBERS);
                if (hold != null) {
                    hold.stay(null);
                }
                return Instant.now();
            }
        };
    }

    private @Nullable Hold take(Point point) {
        var hold = next.get();
        return hold != null && hold.point == point && hold.isFirst(this) ? hold : null;
    }

    /// A sequencer that is held up, or will be.
    static final class Hold {

        private final Point point;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private final AtomicReference<@Nullable HeldHeadStore> holder = new AtomicReference<>();
        private volatile @Nullable Head head;
        private volatile boolean dead;

        private Hold(Point point) {
            this.point = point;
        }

        /// Waits until a sequencer has come to the point.
        ///
        /// @return its store
        HeldHeadStore awaitReached() throws InterruptedException {
            if (!reached.await(REACH_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new AssertionError("no sequencer came to " + point);
            }
            return Objects.requireNonNull(holder.get());
        }

        private boolean isFirst(HeldHeadStore store) {
            return holder.compareAndSet(null, store);
        }

        /// Where the one that is held up believes the head to be.
        Head head() {
            return Objects.requireNonNull(head, "no head is moved at " + point);
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

        private void stay(@Nullable Head believed) {
            head = believed;
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
