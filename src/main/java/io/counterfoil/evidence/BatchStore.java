package io.counterfoil.evidence;

import io.counterfoil.crypto.DataGroup;
import io.counterfoil.crypto.HashTree;
import io.counterfoil.crypto.TimeStampToken;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.merkle.Hash;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/// The tables of batches and their tokens, and what batches are made of.
@ApplicationScoped
class BatchStore {

    private final Pool pool;

    BatchStore(Pool pool) {
        this.pool = pool;
    }

    /// The leaves between two final checkpoints.
    ///
    /// @param first index of the first leaf
    /// @param end index behind the last leaf: the size of the checkpoint
    /// @param note the final checkpoint
    record Span(long first, long end, String note) {}

    /// A batch whose tree is fixed.
    record Batch(long first, long end, Bytes groups) {}

    /// The first final checkpoint that no batch ends at.
    Uni<Optional<Span>> nextSpan(short log) {
        return pool.preparedQuery(
                        """
                        select b.last, c.size, c.note
                        from (select coalesce(max(end_index), 0) as last from batch where log = $1) b
                        join checkpoint c on c.log = $1 and c.size > b.last
                            and c.published_at is not null
                        order by c.size limit 1
                        """)
                .execute(Tuple.of(log))
                .map(rows -> first(rows, BatchStore::span));
    }

    /// The data groups of a span's records: document and manifest, or the manifest alone where the
    /// document never came here.
    Uni<List<DataGroup>> groups(short log, Span span) {
        return pool.preparedQuery(
                        """
                        select r.digest, r.content, r.entry
                        from leaf l join record r on r.id = l.id and r.log = l.log
                        where l.log = $1 and l.index >= $2 and l.index < $3 and l.refusal is null
                        order by l.index
                        """)
                .execute(Tuple.of(log, span.first(), span.end()))
                .map(rows ->
                        all(rows, BatchStore::group).stream().flatMap(Optional::stream).toList());
    }

    /// Fixes the tree of a span.
    Uni<Void> insert(short log, Span span, HashTree tree) {
        return pool.preparedQuery(
                        "insert into batch values ($1, $2, $3, $4) on conflict do nothing")
                .execute(Tuple.of(log, span.first(), span.end(), buffer(tree.stored())))
                .replaceWithVoid();
    }

    /// The oldest batches that an authority has not dated.
    Uni<List<Batch>> undated(short log, String authority, int limit) {
        return pool.preparedQuery(
                        """
                        select first_index, end_index, groups from batch b
                        where log = $1 and end_index > coalesce(
                            (select max(end_index) from batch_token where log = $1 and authority = $2), 0)
                        order by end_index limit $3
                        """)
                .execute(Tuple.of(log, authority, limit))
                .map(rows -> all(rows, BatchStore::batch));
    }

    /// Keeps a token.
    Uni<Void> insert(short log, long end, Stamped stamped) {
        return pool.preparedQuery(
                        "insert into batch_token values ($1, $2, $3, $4, $5, $6) on conflict do nothing")
                .execute(
                        Tuple.of(
                                log,
                                end,
                                stamped.authority(),
                                stamped.outside(),
                                stamped.token().time().atOffset(ZoneOffset.UTC),
                                buffer(stamped.token().encoded())))
                .replaceWithVoid();
    }

    /// The batch that holds a leaf, once it is fixed.
    Uni<Optional<Batch>> holding(short log, long index) {
        return pool.preparedQuery(
                        "select first_index, end_index, groups from batch where log = $1 and end_index > $2 order by end_index limit 1")
                .execute(Tuple.of(log, index))
                .map(rows -> first(rows, BatchStore::batch));
    }

    /// The tokens over a batch, outside ones first.
    Uni<List<Stamped>> tokens(short log, long end) {
        return pool.preparedQuery(
                        "select authority, outside, token from batch_token where log = $1 and end_index = $2 order by outside desc, authority")
                .execute(Tuple.of(log, end))
                .map(rows -> all(rows, BatchStore::stamped));
    }

    /// A token and whose it is.
    ///
    /// @param outside false for our own clock
    record Stamped(String authority, boolean outside, TimeStampToken token) {}

    private static Optional<DataGroup> group(Row row) {
        if (!(Entry.parse(bytes(row, 2)) instanceof Entry.Recorded entry)) {
            return Optional.empty(); // a genesis has no manifest
        }
        var document = Hash.of(bytes(row, 0));
        return Optional.of(
                row.getBoolean(1)
                        ? DataGroup.of(document, entry.manifest())
                        : DataGroup.of(entry.manifest()));
    }

    private static Span span(Row row) {
        return new Span(row.getLong(0), row.getLong(1), row.getString(2));
    }

    private static Batch batch(Row row) {
        return new Batch(row.getLong(0), row.getLong(1), Bytes.of(bytes(row, 2)));
    }

    private static Stamped stamped(Row row) {
        var token = TimeStampToken.parse(Bytes.of(bytes(row, 2)));
        return new Stamped(row.getString(0), row.getBoolean(1), token);
    }

    private static byte[] bytes(Row row, int column) {
        return row.getBuffer(column).getBytes();
    }

    private static Buffer buffer(Bytes bytes) {
        return Buffer.buffer(bytes.toArray());
    }

    private static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> read) {
        return StreamSupport.stream(rows.spliterator(), false).findFirst().map(read);
    }

    private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
        return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
    }
}
