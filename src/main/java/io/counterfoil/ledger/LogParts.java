package io.counterfoil.ledger;

import io.counterfoil.wire.Broker;
import java.time.Duration;

/// What belongs to one log.
///
/// @param number in the tables and the topic's name
/// @param name the last part of its URL
/// @param origin its name in checkpoints
/// @param tiles its files
/// @param broker where its topic is
/// @param config limits and patience
record LogParts(
        short number,
        String name,
        String origin,
        TileFolder tiles,
        Broker broker,
        LedgerConfig config) {

    /// Opens the topic behind a head.
    LogTopicReader openTopic(Head head) {
        return LogTopicReader.open(broker, number, recordsMax() / 2, head);
    }

    /// The most records of one round.
    int recordsMax() {
        return config.recordsMax();
    }

    /// The wait before something that failed is tried again.
    Duration retryAfter() {
        return config.retryAfter();
    }
}
