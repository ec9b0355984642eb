package io.counterfoil.platform.record;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Records and their states, read by whoever answers for them. No row is kept per state: a state
/// follows from the leaf's index, the published sizes and the dated batches.
@ApplicationScoped
public class Records {

    /// A record and what became of it.
    public record Found(StoredRecord row, RecordState state) {}

    private static final String COLUMNS =
            """
            select r.seq, r.id, r.log, r.tenant, r.received_at, r.digest, r.lookup, r.content,
                r.entry, r.manifest, r.data_key
            """;

    /// The accepted leaf is the one over the record's own bytes; a refusal leaf only has its id.
    private static final String STATE =
            """
            , l.index, l.refusal,
                (select c.signed_at from checkpoint c where c.log = r.log and c.size > l.index
                    order by c.size limit 1) as signed_at,
                f.size as final_size, f.published_at, t.authority, t.outside, t.generated_at
            from record r
            left join lateral (
                select index, refusal from leaf
                where leaf.id = r.id and leaf.log = r.log
                    and (refusal is not null or leaf_hash = sha256('\\x00'::bytea || r.entry))
                order by refusal nulls first, index limit 1) l on true
            left join lateral (
                select size, published_at from checkpoint c
                where c.log = r.log and c.size > l.index and c.published_at is not null
                order by c.size limit 1) f on true
            left join lateral (
                select end_index from batch b where b.log = r.log and b.end_index > l.index
                order by b.end_index limit 1) b on true
            left join batch_token t on t.log = r.log and t.end_index = b.end_index
            """;

    private final Instance<Pool> pool;

    Records(Instance<Pool> pool) {
        this.pool = pool;
    }

    /// One record by its id.
    public Uni<Optional<Found>> find(UUID id) {
        return query(STATE + "where r.id = $1 order by t.outside desc, t.authority", Tuple.of(id))
                .map(found -> found.stream().findFirst());
    }

    /// Several records by their ids, in no order.
    public Uni<List<Found>> find(Collection<UUID> ids) {
        return query(
                STATE + "where r.id = any($1) order by t.outside desc, t.authority",
                Tuple.of(ids.toArray(UUID[]::new)));
    }

    /// Records of a document that may be looked up, newest first; also those of an invoice of which
    /// a PDF is known byte for byte.
    ///
    /// @param digest SHA-256 of the document, or of the PDF
    /// @param beforeSeq the cursor: only records inserted earlier
    public Uni<List<Found>> findByDigest(Buffer digest, long beforeSeq, int limit) {
        return query(
                STATE
                        + """
                        where r.seq in (
                            (select seq from record where digest = $1 and lookup and seq < $2
                                order by seq desc limit $3)
                            union
                            select i.seq from printed_invoice p join record i on i.id = p.invoice
                                where p.digest = $1 and i.lookup and i.seq < $2
                            order by seq desc limit $3)
                        order by r.seq desc, t.outside desc, t.authority
                        """,
                Tuple.of(digest, beforeSeq, limit));
    }

    private Uni<List<Found>> query(String rest, Tuple parameters) {
        return pool.get().preparedQuery(COLUMNS + rest).execute(parameters).map(Records::found);
    }

    /// A record comes once for each token that covers it.
    private static List<Found> found(RowSet<Row> rows) {
        Map<UUID, List<Row>> byId = new LinkedHashMap<>();
        rows.forEach(
                row -> byId.computeIfAbsent(row.getUUID("id"), _ -> new ArrayList<>()).add(row));
        return byId.values().stream()
                .map(tokens -> new Found(record(tokens.getFirst()), state(tokens)))
                .toList();
    }

    private static StoredRecord record(Row row) {
        return new StoredRecord(
                row.getLong("seq"),
                row.getUUID("id"),
                row.getShort("log"),
                row.getUUID("tenant"),
                Instant.ofEpochMilli(row.getLong("received_at")),
                buffer(row, "digest"),
                row.getBoolean("lookup"),
                row.getBoolean("content"),
                buffer(row, "entry"),
                buffer(row, "manifest"),
                buffer(row, "data_key"));
    }

    private static RecordState state(List<Row> tokens) {
        var row = tokens.getFirst();
        return new RecordState(
                Instant.ofEpochMilli(row.getLong("received_at")),
                Optional.ofNullable(row.getLong("index"))
                        .map(index -> new RecordState.Leaf(index, instant(row), refusal(row))),
                Optional.ofNullable(row.getLong("final_size"))
                        .map(size -> new RecordState.Agreed(size, instant(row, "published_at"))),
                tokens.stream()
                        .filter(token -> token.getString("authority") != null)
                        .map(Records::date)
                        .toList());
    }

    private static RecordState.Date date(Row token) {
        return new RecordState.Date(
                token.getString("authority"),
                token.getBoolean("outside"),
                instant(token, "generated_at"));
    }

    private static Optional<Integer> refusal(Row row) {
        return Optional.ofNullable(row.getShort("refusal")).map(Short::intValue);
    }

    private static Optional<Instant> instant(Row row) {
        @Nullable OffsetDateTime at = row.getOffsetDateTime("signed_at");
        return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static Buffer buffer(Row row, String column) {
        return row.getDelegate().getBuffer(column);
    }
}
