package io.counterfoil.ledger;

import io.counterfoil.kernel.merkle.Prover;
import io.counterfoil.kernel.merkle.TileHashReader;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.SignedNote;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Has a head signed, agreed on and shown: the second half of the order of durability.
///
/// Only one checkpoint is outstanding at a time; it is tried until it is final, since nothing may
/// follow it before.
final class Publisher implements Publishing.Work {

    private static final Logger LOG = Logger.getLogger(Publisher.class);
    private static final Duration STORE_PATIENCE = Duration.ofSeconds(30);

    private final LogParts log;
    private final HighWater highWater;
    private final LogSigner signer;
    private final Agreement agreement;
    private final Showcase showcase;
    private final HeadStore store;
    private final Clock clock = Clock.systemUTC();

    private volatile boolean stopped;
    private boolean grownBack;

    Publisher(
            LogParts log,
            HighWater highWater,
            LogSigner signer,
            Agreement agreement,
            Showcase showcase,
            HeadStore store) {
        this.log = log;
        this.highWater = highWater;
        this.signer = signer;
        this.agreement = agreement;
        this.showcase = showcase;
        this.store = store;
    }

    /// Makes a head final and shows it. Returns early when stopped, when the log is empty, when
    /// another sequencer has published as much, or when the log was restored from a backup and has
    /// not grown back yet.
    @Override
    public void publish(Head head, boolean fresh) throws IOException {
        if (fresh) {
            latest().ifPresent(showcase::show);
        }
        if (head.size() == 0 || isShown(head.size()) || !hasGrownBack(head)) {
            return;
        }
        var checkpoint = new Checkpoint(log.origin(), head.size(), head.root());
        var signed = signer.sign(checkpoint);
        var signedAt = clock.instant();
        var upload = new Upload(log.origin(), head.size(), TreeHasher.sha256(), log.tiles());
        var note = untilFinal(signed, upload);
        if (note == null) {
            return;
        }
        var published =
                new Published(head.size(), head.root(), note.print(), signedAt, clock.instant());
        store.publish(log.number(), published).await().atMost(STORE_PATIENCE);
        showcase.tell(published);
    }

    /// Gives up waiting for members, to end the process.
    @Override
    public void stop() {
        stopped = true;
    }

    private @Nullable SignedNote untilFinal(SignedNote signed, Upload upload) {
        while (!stopped && !isShown(upload.size())) {
            try {
                return agreement.agree(signed, upload);
            } catch (NoQuorumException e) {
                LOG.warnf(
                        "The checkpoint waits for its quorum log=%s size=%d reason=%s",
                        log.name(), upload.size(), e.getMessage());
                // Members that are further than this have agreed with another sequencer.
                latest().ifPresent(showcase::show);
                if (!isShown(upload.size())) {
                    pause();
                }
            }
        }
        return null;
    }

    private Optional<Published> latest() {
        return store.latest(log.number()).await().atMost(STORE_PATIENCE);
    }

    private boolean isShown(long size) {
        return showcase.latest().filter(shown -> shown.size() >= size).isPresent();
    }

    /// Whether the tree holds what was signed before; see [HighWater].
    private boolean hasGrownBack(Head head) throws IOException {
        if (grownBack) {
            return true;
        }
        if (head.size() < highWater.size()) {
            LOG.warnf(
                    "Signs nothing before the log has grown back log=%s size=%d signed=%d",
                    log.name(), head.size(), highWater.size());
            return false;
        }
        var hasher = TreeHasher.sha256();
        var then =
                new Prover(hasher, new TileHashReader(hasher, log.tiles(), head.size()))
                        .root(highWater.size());
        if (!then.equals(highWater.root())) {
            throw new IOException(
                    "the log signed another tree of %d leaves before: it must not go on"
                            .formatted(highWater.size()));
        }
        grownBack = true;
        return true;
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(log.retryAfter().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }
}
