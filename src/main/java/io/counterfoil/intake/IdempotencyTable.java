package io.counterfoil.intake;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/// The first answers under Idempotency-Keys.
@ApplicationScoped
class IdempotencyTable {

    /// A key that a request has had for itself.
    ///
    /// @param request SHA-256 over what was asked
    /// @param record the first record made
    /// @param answer what was answered; empty when the server stopped before it answered
    record Kept(Buffer request, UUID record, Optional<Answer> answer) {}

    private final Instance<Pool> pool;

    IdempotencyTable(Instance<Pool> pool) {
        this.pool = pool;
    }

    Uni<Optional<Kept>> find(Buffer key) {
        return pool.get()
                .preparedQuery(
                        "select request, record, status, type, location, body from idempotency"
                                + " where key = $1")
                .execute(Tuple.of(key))
                .map(rows -> {
                    var found = rows.iterator();
                    return found.hasNext() ? Optional.of(kept(found.next())) : Optional.empty();
                });
    }

    /// Keeps the answer unless one is kept.
    ///
    /// @return the answer that is kept now: of two at once, both give the first
    Uni<Answer> keep(Buffer key, Answer answer) {
        return pool.get()
                .preparedQuery(
                        "update idempotency set status = $2, type = $3, location = $4, body = $5"
                                + " where key = $1 and status is null")
                .execute(
                        Tuple.tuple()
                                .addValue(key)
                                .addShort((short) answer.status())
                                .addString(answer.type())
                                .addString(answer.location())
                                .addValue(answer.body()))
                .chain(rows ->
                        rows.rowCount() == 1
                                ? Uni.createFrom().item(answer)
                                : find(key).map(kept -> kept.flatMap(Kept::answer).orElse(answer)));
    }

    /// Forgets keys older than a time.
    Uni<Integer> purge(Instant before) {
        return pool.get()
                .preparedQuery("delete from idempotency where created_at < $1")
                .execute(Tuple.of(OffsetDateTime.ofInstant(before, ZoneOffset.UTC)))
                .map(rows -> rows.rowCount());
    }

    private static Kept kept(Row row) {
        return new Kept(
                row.getDelegate().getBuffer("request"),
                row.getUUID("record"),
                Optional.ofNullable(row.getShort("status")).map(status -> answer(row, status)));
    }

    private static Answer answer(Row row, int status) {
        return new Answer(
                status,
                row.getString("type"),
                row.getString("location"),
                row.getDelegate().getBuffer("body"));
    }
}
