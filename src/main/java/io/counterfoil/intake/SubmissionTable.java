package io.counterfoil.intake;

import io.counterfoil.intake.Group.Position;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.HashSet;
import java.util.Set;

/// Which places of submissions topics were taken. They are written with their rows by
/// [RecordTable].
@ApplicationScoped
class SubmissionTable {

    private final Instance<Pool> pool;

    SubmissionTable(Instance<Pool> pool) {
        this.pool = pool;
    }

    /// The offsets that were taken, from one place to another of the same partition.
    Uni<Set<Long>> taken(Position first, long last) {
        return pool.get()
                .preparedQuery(
                        "select position from submission"
                                + " where topic_id = $1 and part = $2 and position between $3 and $4")
                .execute(Tuple.of(first.topic(), first.partition(), first.offset(), last))
                .map(rows -> {
                    var offsets = new HashSet<Long>();
                    rows.forEach(row -> offsets.add(row.getLong(0)));
                    return offsets;
                });
    }

    /// Forgets what lies before a place: Kafka has deleted it, so it cannot be read again.
    Uni<Integer> forgetBefore(Position place) {
        return pool.get()
                .preparedQuery(
                        "delete from submission where topic_id = $1 and part = $2 and position < $3")
                .execute(Tuple.of(place.topic(), place.partition(), place.offset()))
                .map(rows -> rows.rowCount());
    }
}
