package io.counterfoil.ledger;

import io.counterfoil.kernel.merkle.Tile;
import io.counterfoil.wire.Event;
import io.counterfoil.wire.Topics;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What of a log is shown to the world: the last final checkpoint, and tiles up to its size.
final class Showcase implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Showcase.class);

    private final LogParts log;
    private final KafkaProducer<String, String> events;
    private volatile @Nullable Published latest;

    /// Size of the final checkpoint before the last one. Owned by the publisher's thread.
    private long told;

    Showcase(LogParts log) {
        this.log = log;
        this.events =
                new KafkaProducer<>(
                        log.broker().with(Map.of("acks", "all")),
                        new StringSerializer(),
                        new StringSerializer());
    }

    /// Shows the final checkpoint that the stores have.
    void show(Published published) {
        latest = published;
        told = published.size();
    }

    /// Shows a new final checkpoint and tells the other roles of it.
    void tell(Published published) {
        latest = published;
        var event = new Event(Event.FINAL, log.name(), told, published.size());
        var _ =
                events.send(
                        new ProducerRecord<>(Topics.EVENTS, log.name(), event.json()),
                        Showcase::sent);
        told = published.size();
    }

    /// The last final checkpoint.
    Optional<Published> latest() {
        return Optional.ofNullable(latest);
    }

    /// A tile or bundle that the final checkpoint covers.
    Optional<byte[]> tile(Tile tile) {
        var shown = latest;
        if (shown == null || !covers(shown.size(), tile)) {
            return Optional.empty();
        }
        try {
            return Optional.of(log.tiles().read(tile));
        } catch (NoSuchElementException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        events.close();
    }

    /// Events only wake readers up, who find the states in the tables; a lost one costs a little
    /// time.
    private static void sent(RecordMetadata where, @Nullable Exception failure) {
        if (failure != null) {
            LOG.warnf("An event was not sent reason=%s", failure.getMessage());
        }
    }

    private static boolean covers(long size, Tile tile) {
        var hashes = tile.level() > 7 ? 0 : size >>> (Tile.HEIGHT * Math.max(tile.level(), 0));
        return hashes >= tile.index() * Tile.WIDTH + tile.width();
    }
}
