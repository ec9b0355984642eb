package io.counterfoil.evidence;

import io.counterfoil.crypto.DataGroup;
import io.counterfoil.crypto.DigestAlgorithm;
import io.counterfoil.crypto.HashTree;
import io.counterfoil.crypto.TimeStampRefusedException;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.platform.Outage;
import io.counterfoil.wire.Event;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Has every final batch dated: one hash tree a batch, one token of each authority over its root.
///
/// What there is to do is read from the tables each time, so a crash between two steps leaves
/// nothing to mend. All of it runs on one thread of its own.
final class Dating implements Runnable, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Dating.class);
    private static final Duration STORE_PATIENCE = Duration.ofSeconds(30);

    /// Batches dated in one go before the next look for new ones.
    private static final int BATCHES_MAX = 64;

    private final EvidenceConfig config;
    private final BatchStore store;
    private final List<Authority> authorities;
    private final Wakeups wakeups;
    private final Consumer<Event> tell;
    private final Thread thread;

    private volatile boolean stopped;

    Dating(
            EvidenceConfig config,
            BatchStore store,
            List<Authority> authorities,
            Wakeups wakeups,
            Consumer<Event> tell) {
        this.config = config;
        this.store = store;
        this.authorities = List.copyOf(authorities);
        this.wakeups = wakeups;
        this.tell = tell;
        this.thread = Thread.ofPlatform().name("evidence").unstarted(this);
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                fixTrees();
                authorities.forEach(this::date);
                wakeups.await(config.lookEvery());
            } catch (RuntimeException e) {
                report(e);
                pause();
            }
        }
    }

    private static void report(RuntimeException failure) {
        if (Outage.isBehind(failure)) {
            LOG.warnf("Dating waits for its stores reason=%s", failure);
        } else {
            LOG.errorf(failure, "Dating starts over");
        }
    }

    @Override
    public void close() {
        stopped = true;
        wakeups.wakeUp();
        try {
            thread.join(STORE_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        wakeups.close();
    }

    private void fixTrees() {
        for (var span = await(store.nextSpan(config.log())); span.isPresent() && !stopped; ) {
            var groups = new ArrayList<>(await(store.groups(config.log(), span.get())));
            groups.add(checkpointGroup(span.get().note()));
            await(store.insert(config.log(), span.get(), HashTree.of(groups)));
            span = await(store.nextSpan(config.log()));
        }
    }

    /// The group that dates the checkpoint itself, and with it every leaf below, also those of
    /// records that were erased.
    static DataGroup checkpointGroup(String note) {
        var digest =
                DigestAlgorithm.SHA_256.digest(Bytes.of(note.getBytes(StandardCharsets.UTF_8)));
        return new DataGroup(List.of(digest));
    }

    /// An authority that fails is tried again at the next look; the others are not held up.
    private void date(Authority authority) {
        for (var batch : await(store.undated(config.log(), authority.name(), BATCHES_MAX))) {
            if (stopped) {
                return;
            }
            try {
                var root = Bytes.of(HashTree.ofStored(batch.groups()).root().bytes());
                var token = authority.client().stamp(DigestAlgorithm.SHA_256, root);
                var stamped = new BatchStore.Stamped(authority.name(), authority.outside(), token);
                await(store.insert(config.log(), batch.end(), stamped));
                tell.accept(new Event(Event.DATED, config.logName(), batch.first(), batch.end()));
            } catch (IOException | TimeStampRefusedException e) {
                LOG.warnf(
                        "An authority gives no token authority=%s reason=%s", authority.name(), e);
                return;
            }
        }
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(STORE_PATIENCE);
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(stopped ? 0 : config.lookEvery().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }
}
