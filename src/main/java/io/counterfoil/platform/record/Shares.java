package io.counterfoil.platform.record;

import io.counterfoil.crypto.DigestAlgorithm;
import io.counterfoil.platform.identity.ShareSecret;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Share links: who holds one may take what its record's tenant may, until it expires or is
/// revoked.
@ApplicationScoped
public class Shares {

    private static final int SECRET_BYTES = 32;

    /// A record's links are a list that a person reads.
    private static final int LIST_MAX = 1000;

    private final Instance<Pool> pool;
    private final SecureRandom random = new SecureRandom();

    Shares(Instance<Pool> pool) {
        this.pool = pool;
    }

    /// A link as it is kept.
    ///
    /// @param id hex SHA-256 of the secret
    public record Share(
            String id, Instant createdAt, Instant expiresAt, Optional<Instant> revokedAt) {}

    /// A link that was just made; its secret is never shown again.
    public record Made(Share share, ShareSecret secret) {}

    /// Makes a link.
    ///
    /// @param madeBy the id of the API key
    public Uni<Made> make(UUID record, String madeBy, Instant now, Instant expiresAt) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var secret = new ShareSecret(ShareSecret.PREFIX + HexFormat.of().formatHex(bytes));
        var hash = hash(secret);
        return pool.get()
                .preparedQuery(
                        "insert into share (hash, record, made_by, created_at, expires_at)"
                                + " values ($1, $2, $3, $4, $5)")
                .execute(Tuple.of(hash, record, madeBy, utc(now), utc(expiresAt)))
                .map(_ -> new Made(new Share(hex(hash), now, expiresAt, Optional.empty()), secret));
    }

    /// Whether a secret opens a record at a time.
    public Uni<Boolean> opens(ShareSecret secret, UUID record, Instant at) {
        return pool.get()
                .preparedQuery(
                        "select 1 from share where hash = $1 and record = $2 and expires_at > $3"
                                + " and revoked_at is null")
                .execute(Tuple.of(hash(secret), record, utc(at)))
                .map(rows -> rows.size() == 1);
    }

    /// The links of a record, newest first.
    public Uni<List<Share>> of(UUID record) {
        return pool.get()
                .preparedQuery(
                        "select hash, created_at, expires_at, revoked_at from share"
                                + " where record = $1 order by created_at desc, hash limit $2")
                .execute(Tuple.of(record, LIST_MAX))
                .map(Shares::shares);
    }

    /// Revokes a link of a record; false when there is none, or it is revoked.
    public Uni<Boolean> revoke(UUID record, String id, Instant at) {
        return parse(id)
                .map(hash ->
                        pool.get()
                                .preparedQuery(
                                        "update share set revoked_at = $3 where hash = $1 and"
                                                + " record = $2 and revoked_at is null")
                                .execute(Tuple.of(hash, record, utc(at)))
                                .map(rows -> rows.rowCount() == 1))
                .orElse(Uni.createFrom().item(false));
    }

    private static List<Share> shares(RowSet<Row> rows) {
        var shares = new ArrayList<Share>();
        rows.forEach(row ->
                shares.add(
                        new Share(
                                hex(row.getDelegate().getBuffer("hash")),
                                row.getOffsetDateTime("created_at").toInstant(),
                                row.getOffsetDateTime("expires_at").toInstant(),
                                Optional.ofNullable(row.getOffsetDateTime("revoked_at"))
                                        .map(OffsetDateTime::toInstant))));
        return shares;
    }

    private static Buffer hash(ShareSecret secret) {
        var bytes = secret.secret().getBytes(StandardCharsets.UTF_8);
        return Buffer.buffer(DigestAlgorithm.SHA_256.start().digest(bytes));
    }

    private static Optional<Buffer> parse(String id) {
        try {
            return Optional.of(Buffer.buffer(HexFormat.of().parseHex(id)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String hex(Buffer hash) {
        return HexFormat.of().formatHex(hash.getBytes());
    }

    private static OffsetDateTime utc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
