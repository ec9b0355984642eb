package io.counterfoil.intake;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// The rows of one request: committed together, or none of them.
///
/// @param claim the request's Idempotency-Key; when another request has it, no row is kept
/// @param origin where in the submissions topic the rows come from, one for each row, or empty
/// @param done completes once the log's topic has all of them
record Group(
        List<Filed> rows,
        Optional<Claim> claim,
        List<Position> origin,
        CompletableFuture<Outcome> done) {

    /// A place in the submissions topic.
    record Position(UUID topic, int partition, long offset) {}

    /// How the commit of a group ended.
    enum Outcome {
        /// Durable in the database and acknowledged by the log's topic.
        ORDERED,
        /// Another request has the Idempotency-Key, or took the invoice's number over; nothing was
        /// kept.
        CLAIMED_BY_ANOTHER
    }

    Group {
        rows = List.copyOf(rows);
        origin = List.copyOf(origin);
        if (rows.isEmpty() || (!origin.isEmpty() && origin.size() != rows.size())) {
            throw new IllegalArgumentException("a group has rows, and an origin for each or none");
        }
    }

    static Group of(List<Filed> rows, Optional<Claim> claim) {
        return new Group(rows, claim, List.of(), new CompletableFuture<>());
    }

    static Group fromTopic(List<Filed> rows, List<Position> origin) {
        return new Group(rows, Optional.empty(), origin, new CompletableFuture<>());
    }

    List<Buffer> entries() {
        return rows.stream().map(Filed::entry).toList();
    }
}
