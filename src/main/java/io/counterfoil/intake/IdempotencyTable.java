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

/// The first answers under Idempotency-Keys.
@ApplicationScoped
class IdempotencyTable {

    /// A key that was used, for what, and what was answered.
    ///
    /// @param request SHA-256 over what was asked
    record Kept(Buffer request, Answer answer) {}

    private final Instance<Pool> pool;

    IdempotencyTable(Instance<Pool> pool) {
        this.pool = pool;
    }

    Uni<Optional<Kept>> find(Buffer key) {
        return pool.get()
                .preparedQuery(
                        "select request, status, type, location, body from idempotency where key = $1")
                .execute(Tuple.of(key))
                .map(rows -> {
                    var found = rows.iterator();
                    return found.hasNext() ? Optional.of(kept(found.next())) : Optional.empty();
                });
    }

    /// Replaces an answer that was not given yet by the one that is.
    Uni<Answer> replace(Buffer key, Answer answer) {
        return pool.get()
                .preparedQuery(
                        "update idempotency set status = $2, type = $3, location = $4, body = $5"
                                + " where key = $1")
                .execute(
                        Tuple.tuple()
                                .addValue(key)
                                .addShort((short) answer.status())
                                .addString(answer.type())
                                .addString(answer.location())
                                .addValue(answer.body()))
                .map(_ -> answer);
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
                new Answer(
                        row.getShort("status"),
                        row.getString("type"),
                        row.getString("location"),
                        row.getDelegate().getBuffer("body")));
    }
}
