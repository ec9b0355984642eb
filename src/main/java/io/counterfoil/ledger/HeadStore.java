package io.counterfoil.ledger;

import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

/// The log's tables: its head, its leaves, the uniqueness keys and the published checkpoints.
///
/// The head moves by compare-and-swap together with the leaves it adds, so that of two sequencers
/// on one log only one gets on.
@ApplicationScoped
class HeadStore {

    private final Pool pool;

    HeadStore(Pool pool) {
        this.pool = pool;
    }

    /// The head of a log, made empty when the log is new.
    Uni<Head> load(short log, String origin) {
        var empty = Buffer.buffer(TreeHasher.sha256().empty().bytes());
        return pool.preparedQuery(
                        "insert into head (log, origin, size, root, topic_id, next_offset) values ($1, $2, 0, $3, '', 0) on conflict do nothing")
                .execute(Tuple.of(log, origin, empty))
                .chain(() ->
                        pool.preparedQuery(
                                        "select size, root, topic_id, next_offset, newest from head where log = $1")
                                .execute(Tuple.of(log)))
                .map(rows -> head(rows.iterator().next()));
    }

    /// Moves the head from one place to the next and enters the leaves between.
    ///
    /// @return false when the head was no longer where `from` has it: another sequencer moved it
    Uni<Boolean> advance(short log, Head from, Head to, Growth growth) {
        return pool.withTransaction(connection ->
                swap(connection, log, from, to)
                        .chain(moved ->
                                moved
                                        ? enter(connection, log, growth).replaceWith(true)
                                        : Uni.createFrom().item(false)));
    }

    /// Of these records, the leaves of those that entered below a size.
    Uni<List<Leaf>> accepted(short log, long size, List<UUID> ids) {
        return pool.preparedQuery(ACCEPTED)
                .execute(Tuple.of(ids.toArray(new UUID[0]), log, size))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(HeadStore::leaf)
                                .toList());
    }

    /// Of these uniqueness keys, the ones that are taken below a size, with the leaf that took it.
    Uni<Map<Hash, Long>> taken(short log, long size, Set<Hash> keys) {
        return pool.preparedQuery(
                        "select key, index from unique_key where log = $1 and key = any($2) and index < $3")
                .execute(Tuple.of(log, buffers(keys), size))
                .map(rows -> {
                    var found = new HashMap<Hash, Long>();
                    rows.forEach(row -> found.put(Hash.of(bytes(row, 0)), row.getLong(1)));
                    return found;
                });
    }

    /// Enters a final checkpoint.
    Uni<Void> publish(short log, Published published) {
        return pool.preparedQuery(
                        "insert into checkpoint values ($1, $2, $3, $4, $5, $6) on conflict do nothing")
                .execute(
                        Tuple.of(
                                log,
                                published.size(),
                                buffer(published.root()),
                                published.note(),
                                utc(published.signedAt()),
                                utc(published.publishedAt())))
                .replaceWithVoid();
    }

    /// The largest final checkpoint.
    Uni<Optional<Published>> latest(short log) {
        return one(
                pool.preparedQuery(SELECT_CHECKPOINT + "order by size desc limit 1")
                        .execute(Tuple.of(log)));
    }

    /// The first final checkpoint that covers a leaf, and where it begins: its proof never changes
    /// again.
    Uni<Optional<CoveringCheckpoints.Span>> covering(short log, long index) {
        return pool.preparedQuery(COVERING)
                .execute(Tuple.of(log, index))
                .map(rows ->
                        first(rows)
                                .map(row ->
                                        new CoveringCheckpoints.Span(
                                                row.getLong(5), published(row))));
    }

    /// The leaf of a record: the one that entered, or else the first refusal.
    Uni<Optional<Leaf>> leaf(short log, UUID id) {
        return pool.preparedQuery(
                        "select index, id, leaf_hash, refusal from leaf where id = $1 and log = $2 order by refusal nulls first, index limit 1")
                .execute(Tuple.of(id, log))
                .map(rows -> first(rows).map(HeadStore::leaf));
    }

    /// `offset 0` keeps the planner from walking a whole log in search of some ids.
    private static final String ACCEPTED =
            """
            select l.index, l.id, l.leaf_hash, l.refusal
            from unnest($1::uuid[]) as wanted (id)
            cross join lateral (
                select index, id, leaf_hash, refusal from leaf
                where leaf.id = wanted.id and leaf.log = $2 offset 0) l
            where l.index < $3 and l.refusal is null
            """;

    private static final String COVERING =
            """
            select size, root, note, signed_at, published_at,
                (select coalesce(max(before.size), 0) from checkpoint before
                 where before.log = $1 and before.size <= $2 and before.published_at is not null)
            from checkpoint
            where log = $1 and published_at is not null and size > $2 order by size limit 1
            """;

    private static final String SELECT_CHECKPOINT =
            "select size, root, note, signed_at, published_at from checkpoint where log = $1 and published_at is not null ";

    private static Uni<Boolean> swap(SqlConnection connection, short log, Head from, Head to) {
        return connection
                .preparedQuery(
                        "update head set size = $1, root = $2, topic_id = $3, next_offset = $4, newest = $9 where log = $5 and size = $6 and topic_id = $7 and next_offset = $8")
                .execute(
                        Tuple.tuple(
                                List.of(
                                        to.size(),
                                        buffer(to.root()),
                                        to.topicId(),
                                        to.nextOffset(),
                                        log,
                                        from.size(),
                                        from.topicId(),
                                        from.nextOffset(),
                                        to.newest())))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Uni<Void> enter(SqlConnection connection, short log, Growth growth) {
        return enterLeaves(connection, log, growth.leaves())
                .chain(() -> enterKeys(connection, log, growth.keys()));
    }

    private static Uni<Void> enterLeaves(SqlConnection connection, short log, List<Leaf> leaves) {
        if (leaves.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var refusals =
                leaves.stream()
                        .map(leaf -> leaf.isAccepted() ? null : (short) leaf.refusal())
                        .toArray(Short[]::new);
        return connection
                .preparedQuery(
                        "insert into leaf select $1, * from unnest($2::bigint[], $3::uuid[], $4::bytea[], $5::smallint[])")
                .execute(
                        Tuple.of(
                                log,
                                leaves.stream().map(Leaf::index).toArray(Long[]::new),
                                leaves.stream().map(Leaf::id).toArray(UUID[]::new),
                                buffers(leaves.stream().map(Leaf::hash).toList()),
                                refusals))
                .replaceWithVoid();
    }

    private static Uni<Void> enterKeys(SqlConnection connection, short log, Map<Hash, Long> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(
                        "insert into unique_key select $1, * from unnest($2::bytea[], $3::bigint[])")
                .execute(Tuple.of(log, buffers(keys.keySet()), keys.values().toArray(new Long[0])))
                .replaceWithVoid();
    }

    private static Uni<Optional<Published>> one(Uni<RowSet<Row>> rows) {
        return rows.map(found -> first(found).map(HeadStore::published));
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).findFirst();
    }

    private static Head head(Row row) {
        return new Head(
                row.getLong(0),
                Hash.of(bytes(row, 1)),
                row.getString(2),
                row.getLong(3),
                row.getLong(4));
    }

    private static Leaf leaf(Row row) {
        var refusal = row.getShort(3);
        return new Leaf(
                row.getLong(0),
                row.getUUID(1),
                Hash.of(bytes(row, 2)),
                refusal == null ? 0 : refusal);
    }

    private static Published published(Row row) {
        return new Published(
                row.getLong(0),
                Hash.of(bytes(row, 1)),
                row.getString(2),
                row.getOffsetDateTime(3).toInstant(),
                row.getOffsetDateTime(4).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static byte[] bytes(Row row, int column) {
        return row.getBuffer(column).getBytes();
    }

    private static Buffer buffer(Hash hash) {
        return Buffer.buffer(hash.bytes());
    }

    private static Buffer[] buffers(java.util.Collection<Hash> hashes) {
        return hashes.stream().map(HeadStore::buffer).toArray(Buffer[]::new);
    }

    /// What a batch adds to the log.
    ///
    /// @param leaves in their order
    /// @param keys uniqueness keys that the leaves take, with the leaf's index
    record Growth(List<Leaf> leaves, Map<Hash, Long> keys) {

        Growth {
            leaves = List.copyOf(leaves);
            keys = Map.copyOf(keys);
        }
    }
}
