package io.counterfoil.intake;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Bulk inserts of promised records, many requests in one statement.
@ApplicationScoped
class RecordTable {

    private static final String INSERT =
            """
            insert into record
                (id, log, tenant, received_at, digest, lookup, content, entry, manifest, data_key)
            select id, $1, tenant, received_at, digest, lookup, content, entry, manifest, data_key
            from unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::bytea[], $6::boolean[],
                    $7::boolean[], $8::bytea[], $9::bytea[], $10::bytea[])
                as row (id, tenant, received_at, digest, lookup, content, entry, manifest, data_key)
            """;

    private static final String CLAIM =
            """
            insert into idempotency (key, request, created_at, status, type, location, body)
            select key, request, $1, status, type, location, body
            from unnest($2::bytea[], $3::bytea[], $4::smallint[], $5::text[], $6::text[],
                    $7::bytea[])
                as claim (key, request, status, type, location, body)
            on conflict (key) do nothing
            returning key
            """;

    private static final String ISSUE =
            "update invoice set issued = true where id = any($1) and not issued returning id";

    private static final String ORIGIN =
            """
            insert into submission (topic_id, part, position, record)
            select * from unnest($1::uuid[], $2::int[], $3::bigint[], $4::uuid[])
            """;

    private final Instance<Pool> pool;
    private final Clock clock = Clock.systemUTC();

    RecordTable(Instance<Pool> pool) {
        this.pool = pool;
    }

    /// Commits groups in one transaction.
    ///
    /// @return the groups that were kept; the others' Idempotency-Keys belong to other requests
    Uni<List<Group>> insert(int log, List<Group> groups) {
        var claims = groups.stream().anyMatch(group -> group.claim().isPresent());
        var origins = groups.stream().anyMatch(group -> !group.origin().isEmpty());
        var invoices = groups.stream().anyMatch(group -> !invoices(group).isEmpty());
        if (!claims && !origins && !invoices) {
            return insertRows(pool.get(), log, groups).map(_ -> groups);
        }
        return pool.get()
                .withTransaction(connection ->
                        claim(connection, groups)
                                .chain(kept -> issue(connection, kept))
                                .call(kept -> insertOrigins(connection, kept))
                                .call(kept -> insertRows(connection, log, kept)));
    }

    private Uni<List<Group>> claim(SqlClient client, List<Group> groups) {
        var claims = groups.stream().flatMap(group -> group.claim().stream()).toList();
        if (claims.isEmpty()) {
            return Uni.createFrom().item(groups);
        }
        var parameters =
                Tuple.tuple()
                        .addOffsetDateTime(
                                OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                        .addValue(buffers(claims, Claim::key))
                        .addValue(buffers(claims, Claim::request))
                        .addArrayOfShort(
                                claims.stream()
                                        .map(claim -> (short) claim.answer().status())
                                        .toArray(Short[]::new))
                        .addArrayOfString(texts(claims, Answer::type))
                        .addArrayOfString(texts(claims, Answer::location))
                        .addValue(buffers(claims, claim -> claim.answer().body()));
        return client.preparedQuery(CLAIM)
                .execute(parameters)
                .map(RecordTable::keys)
                .map(won -> groups.stream().filter(group -> isKept(group, won)).toList());
    }

    /// Marks intentions as issued and leaves out groups whose intentions were taken over, as if
    /// they had not been here.
    private static Uni<List<Group>> issue(SqlClient client, List<Group> groups) {
        var ids = groups.stream().flatMap(group -> invoices(group).stream()).toArray(UUID[]::new);
        if (ids.length == 0) {
            return Uni.createFrom().item(groups);
        }
        return client.preparedQuery(ISSUE)
                .execute(Tuple.of(ids))
                .map(RecordTable::ids)
                .chain(issued -> {
                    var parts =
                            groups.stream()
                                    .collect(
                                            Collectors.partitioningBy(
                                                    group -> issued.containsAll(invoices(group))));
                    return unclaim(client, parts.getOrDefault(false, List.of()))
                            .map(_ -> parts.getOrDefault(true, List.of()));
                });
    }

    private static Uni<?> unclaim(SqlClient client, List<Group> groups) {
        var claims = groups.stream().flatMap(group -> group.claim().stream()).toList();
        return claims.isEmpty()
                ? Uni.createFrom().voidItem()
                : client.preparedQuery("delete from idempotency where key = any($1)")
                        .execute(Tuple.of(buffers(claims, Claim::key)));
    }

    private static List<UUID> invoices(Group group) {
        return group.rows().stream().filter(Filed::invoice).map(Filed::id).toList();
    }

    private static Set<UUID> ids(RowSet<Row> rows) {
        var ids = new HashSet<UUID>();
        rows.forEach(row -> ids.add(row.getUUID(0)));
        return ids;
    }

    private static boolean isKept(Group group, Set<Buffer> won) {
        return group.claim().map(claim -> won.remove(claim.key())).orElse(true);
    }

    private static Set<Buffer> keys(RowSet<Row> rows) {
        var keys = new HashSet<Buffer>();
        rows.forEach(row -> keys.add(row.getDelegate().getBuffer(0)));
        return keys;
    }

    private static Uni<?> insertOrigins(SqlClient client, List<Group> groups) {
        var origins = groups.stream().flatMap(group -> group.origin().stream()).toList();
        if (origins.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ids =
                groups.stream()
                        .flatMap(group -> group.rows().stream())
                        .map(Filed::id)
                        .toArray(UUID[]::new);
        var parameters =
                Tuple.of(
                        origins.stream().map(Group.Position::topic).toArray(UUID[]::new),
                        origins.stream().map(Group.Position::partition).toArray(Integer[]::new),
                        origins.stream().map(Group.Position::offset).toArray(Long[]::new),
                        ids);
        return client.preparedQuery(ORIGIN).execute(parameters);
    }

    private static Uni<?> insertRows(SqlClient client, int log, List<Group> groups) {
        var rows = groups.stream().flatMap(group -> group.rows().stream()).toList();
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return client.preparedQuery(INSERT).execute(parameters(log, rows));
    }

    private static Tuple parameters(int log, List<Filed> rows) {
        return Tuple.tuple()
                .addShort((short) log)
                .addArrayOfUUID(rows.stream().map(row -> row.id()).toArray(UUID[]::new))
                .addArrayOfUUID(rows.stream().map(row -> row.tenant()).toArray(UUID[]::new))
                .addArrayOfLong(rows.stream().map(row -> row.receivedAt()).toArray(Long[]::new))
                .addValue(column(rows, Filed::digest))
                .addArrayOfBoolean(rows.stream().map(row -> row.lookup()).toArray(Boolean[]::new))
                .addArrayOfBoolean(rows.stream().map(row -> row.content()).toArray(Boolean[]::new))
                .addValue(column(rows, Filed::entry))
                .addValue(column(rows, Filed::manifest))
                .addValue(column(rows, Filed::dataKey));
    }

    private static Buffer[] column(List<Filed> rows, Function<Filed, Buffer> column) {
        return rows.stream().map(column).toArray(Buffer[]::new);
    }

    private static Buffer[] buffers(List<Claim> claims, Function<Claim, Buffer> column) {
        return claims.stream().map(column).toArray(Buffer[]::new);
    }

    private static String[] texts(List<Claim> claims, Function<Answer, String> column) {
        return claims.stream().map(Claim::answer).map(column).toArray(String[]::new);
    }
}
