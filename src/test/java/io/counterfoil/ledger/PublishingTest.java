package io.counterfoil.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.kernel.merkle.TreeHasher;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PublishingTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final Members members = new Members();
    private final Publishing publishing = new Publishing(members, "test");

    @BeforeEach
    void start() {
        publishing.start();
    }

    @AfterEach
    void stop() {
        publishing.close();
    }

    /// Agrees on a head each time it is let.
    private static final class Members implements Publishing.Work {

        private final Semaphore agreed = new Semaphore(0);
        private final BlockingQueue<Long> asked = new LinkedBlockingQueue<>();
        private volatile boolean broken;

        @Override
        public void publish(Head head, boolean fresh) throws IOException {
            asked.add(fresh ? -head.size() : head.size());
            try {
                agreed.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (broken) {
                throw new IOException("the disk is full");
            }
        }

        @Override
        public void stop() {
            agreed.release(Integer.MAX_VALUE / 2);
        }

        long next() throws InterruptedException {
            var next = asked.poll(LONG.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).as("a head").isNotNull();
            return next;
        }
    }

    private static Head head(long size) {
        return new Head(size, TreeHasher.sha256().empty(), "", 0, 0);
    }

    @Test
    void publishesTheLastOfTheHeadsThatCameUpMeanwhile() throws Exception {
        publishing.begin(head(1));
        assertThat(members.next()).as("after a start").isEqualTo(-1);
        publishing.offer(head(2));
        publishing.offer(head(3));
        members.agreed.release();
        assertThat(members.next()).isEqualTo(3);
        assertThat(publishing.isBusy(Duration.ofMillis(1))).isTrue();
        members.agreed.release();
        assertThat(publishing.isBusy(LONG)).isFalse();
        assertThat(members.asked).isEmpty();
    }

    @Test
    void aStartIsNotForgottenForAHeadThatComesBeforeItsTurn() throws Exception {
        publishing.begin(head(1));
        assertThat(members.next()).isEqualTo(-1);
        publishing.begin(head(2));
        publishing.offer(head(3));
        members.agreed.release();
        assertThat(members.next()).isEqualTo(-3);
    }

    @Test
    void theSequencerWaitsWhenItIsFarAhead() throws Exception {
        publishing.begin(head(1));
        assertThat(members.next()).isEqualTo(-1);
        var offered =
                CompletableFuture.runAsync(() -> {
                    try {
                        publishing.offer(head(1_000_000));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
        members.agreed.release();
        assertThat(members.next()).isEqualTo(1_000_000);
        assertThat(offered).isNotDone();
        members.agreed.release();
        offered.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void aFailureIsToldUntilTheSequencerStartsOver() throws Exception {
        members.broken = true;
        publishing.begin(head(1));
        assertThat(members.next()).isEqualTo(-1);
        members.agreed.release();
        assertThatThrownBy(() -> publishing.isBusy(LONG))
                .isInstanceOf(IOException.class)
                .hasRootCauseMessage("the disk is full");
        assertThatThrownBy(() -> publishing.isBusy(LONG)).isInstanceOf(IOException.class);
        members.broken = false;
        publishing.begin(head(2));
        assertThat(members.next()).isEqualTo(-2);
        members.agreed.release();
        assertThat(publishing.isBusy(LONG)).isFalse();
    }
}
