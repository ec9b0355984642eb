package io.counterfoil.intake;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds rows that were committed and have no leaf although the sequencer has read past where they
/// should be: their send was lost in a crash, or the topic was. They are sent again; what was there
/// after all makes no second leaf.
@ApplicationScoped
class Resender {

    private static final int ROWS_MAX = 1000;

    /// Older rows were sent, or their send has failed: longer than a send is tried.
    private static final Duration SETTLED = Duration.ofSeconds(30);

    private static final String MISSING =
            """
            select r.seq, r.entry from record r
            where r.log = $1 and r.seq > $2 and r.seq <= $3
                and not exists (select 1 from leaf l where l.id = r.id and l.log = r.log)
            order by r.seq limit $4
            """;

    private final Instance<Pool> pool;
    private final Clock clock = Clock.systemUTC();

    /// Once the sequencer has read up to `end`, every row up to `seq` must have a leaf.
    private record Probe(long seq, long end) {}

    /// Owned by the thread that calls [#look].
    private @Nullable Probe probe;

    Resender(Instance<Pool> pool) {
        this.pool = pool;
    }

    /// What is to be sent again.
    ///
    /// @param entries in the order of their commits
    /// @param lastSeq the row of the last of them; 0 when there is none
    record Missing(List<Buffer> entries, long lastSeq) {

        static final Missing NOTHING = new Missing(List.of(), 0);

        Missing {
            entries = List.copyOf(entries);
        }
    }

    /// Looks once; blocks.
    ///
    /// @param end the topic's end, read before
    Missing look(int log, long end) {
        var known = probe;
        if (known == null) {
            // What was committed before this start is settled, however young.
            probe = new Probe(lastSeq(log, Long.MAX_VALUE), end);
            return Missing.NOTHING;
        }
        // Also when the topic's end lies below: then the topic lost what the sequencer has read.
        if (nextOffset(log) < known.end && end >= known.end) {
            return Missing.NOTHING;
        }
        var rows = query(MISSING, Tuple.of(log, mark(log), known.seq, ROWS_MAX));
        mark(log, rows.isEmpty() ? known.seq : rows.getFirst().getLong("seq") - 1);
        if (rows.size() < ROWS_MAX) {
            probe = new Probe(lastSeq(log, clock.millis() - SETTLED.toMillis()), end);
        }
        return missing(rows);
    }

    /// The next rows without a leaf, whether or not they are on their way; blocks.
    ///
    /// @param seq the row behind which to look; 0 for all
    Missing after(int log, long seq) {
        return missing(
                query(MISSING, Tuple.of(log, Math.max(seq, mark(log)), Long.MAX_VALUE, ROWS_MAX)));
    }

    private static Missing missing(List<Row> rows) {
        return rows.isEmpty()
                ? Missing.NOTHING
                : new Missing(
                        rows.stream().map(row -> row.getDelegate().getBuffer("entry")).toList(),
                        rows.getLast().getLong("seq"));
    }

    private long lastSeq(int log, long receivedBefore) {
        return query(
                        """
                        select coalesce(max(seq), 0) as seq from record
                        where log = $1 and received_at < $2
                            and seq > (select coalesce(max(seq), 0) from resend_mark where log = $1)
                        """,
                        Tuple.of(log, receivedBefore))
                .getFirst()
                .getLong("seq");
    }

    private long nextOffset(int log) {
        var rows = query("select next_offset from head where log = $1", Tuple.of(log));
        return rows.isEmpty() ? 0 : rows.getFirst().getLong("next_offset");
    }

    private long mark(int log) {
        var rows = query("select seq from resend_mark where log = $1", Tuple.of(log));
        return rows.isEmpty() ? 0 : rows.getFirst().getLong("seq");
    }

    private void mark(int log, long seq) {
        query(
                """
                insert into resend_mark (log, seq) values ($1, $2)
                on conflict (log) do update set seq = greatest(resend_mark.seq, excluded.seq)
                """,
                Tuple.of(log, seq));
    }

    private List<Row> query(String sql, Tuple parameters) {
        Uni<List<Row>> rows =
                pool.get()
                        .preparedQuery(sql)
                        .execute(parameters)
                        .map(found -> {
                            var list = new ArrayList<Row>();
                            found.forEach(list::add);
                            return list;
                        });
        return rows.await().atMost(SETTLED);
    }
}
