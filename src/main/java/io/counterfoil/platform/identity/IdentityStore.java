package io.counterfoil.platform.identity;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny;

/// Tenants, keys and seller bindings in the database.
@ApplicationScoped
public class IdentityStore {

    /// Any number that no other lock of this database has.
    private static final long FIRST_START = 0x636f756e746572L;

    private final Instance<Mutiny.SessionFactory> sessions;
    private final Instance<Pool> pool;

    IdentityStore(Instance<Mutiny.SessionFactory> sessions, Instance<Pool> pool) {
        this.sessions = sessions;
        this.pool = pool;
    }

    /// The tenant that issues in a seller's name, if one is bound.
    public Uni<Optional<UUID>> tenantOfSeller(String seller) {
        return first(
                "select tenant from tenant_seller where seller = $1 and unbound_at is null",
                seller,
                row -> row.getUUID(0));
    }

    /// The tenant of a name.
    public Uni<Optional<UUID>> tenantIdOfName(String name) {
        return first("select id from tenant where name = $1", name, row -> row.getUUID(0));
    }

    Uni<Optional<Caller>> caller(String hash) {
        return first(
                        "select tenant, role from api_key where hash = $1 and revoked_at is null",
                        hash,
                        row ->
                                ApiRole.ofKey(row.getString(1))
                                        .map(role -> new Caller(row.getUUID(0), role, hash)))
                .map(found -> found.flatMap(caller -> caller));
    }

    /// By the plain client: requests come from threads on which no session may be opened.
    private <T> Uni<Optional<T>> first(String sql, String parameter, Function<Row, T> map) {
        return pool.get()
                .preparedQuery(sql)
                .execute(Tuple.of(parameter))
                .map(rows -> {
                    var found = rows.iterator();
                    return found.hasNext()
                            ? Optional.of(map.apply(found.next()))
                            : Optional.empty();
                });
    }

    /// Does something while no other process does it; one that ends in between lets go of the lock.
    Uni<Void> alone(Supplier<Uni<Void>> work) {
        return pool.get()
                .withConnection(connection ->
                        connection
                                .query("select pg_advisory_lock(%d)".formatted(FIRST_START))
                                .execute()
                                .chain(_ -> work.get())
                                .eventually(() ->
                                        connection
                                                .query(
                                                        "select pg_advisory_unlock(%d)"
                                                                .formatted(FIRST_START))
                                                .execute()));
    }

    Uni<Boolean> hasKeyOf(ApiRole role) {
        return read(session ->
                        session.createNativeQuery(
                                        "select count(*) from api_key where role = :role",
                                        Long.class)
                                .setParameter("role", role.key())
                                .getSingleResult())
                .map(count -> count > 0);
    }

    /// @return false when the name is taken
    Uni<Boolean> insert(Tenant tenant) {
        return insertNew(tenant);
    }

    Uni<Boolean> insert(ApiKey key) {
        return insertNew(key);
    }

    Uni<Optional<Tenant>> tenant(UUID id) {
        return read(session -> session.get(Tenant.class, id)).map(Optional::ofNullable);
    }

    Uni<Optional<Tenant>> tenantNamed(String name) {
        return read(session ->
                        session.createQuery("from tenant where name = :name", Tenant.class)
                                .setParameter("name", name)
                                .getSingleResultOrNull())
                .map(Optional::ofNullable);
    }

    /// Tenants in the order of their names, after a name.
    Uni<List<Tenant>> tenantsAfter(String name, int limit) {
        return read(session ->
                session.createQuery("from tenant where name > :name order by name", Tenant.class)
                        .setParameter("name", name)
                        .setMaxResults(limit)
                        .getResultList());
    }

    Uni<List<ApiKey>> keysOf(UUID tenant, int limit) {
        return read(session ->
                session.createQuery(
                                "from api_key where tenant = :tenant order by createdAt",
                                ApiKey.class)
                        .setParameter("tenant", tenant)
                        .setMaxResults(limit)
                        .getResultList());
    }

    Uni<List<TenantSeller>> sellersOf(UUID tenant, int limit) {
        return read(session ->
                session.createQuery(
                                "from tenant_seller where tenant = :tenant"
                                        + " order by seller, boundAt",
                                TenantSeller.class)
                        .setParameter("tenant", tenant)
                        .setMaxResults(limit)
                        .getResultList());
    }

    /// Revokes a key of a tenant; false when there is none.
    Uni<Boolean> revoke(UUID tenant, String hash, Instant at) {
        return sessions.get()
                .withStatelessTransaction(session ->
                        session.createMutationQuery(
                                        "update api_key set revokedAt = :at where hash = :hash"
                                                + " and tenant = :tenant and revokedAt is null")
                                .setParameter("at", at)
                                .setParameter("hash", hash)
                                .setParameter("tenant", tenant)
                                .executeUpdate())
                .map(rows -> rows == 1);
    }

    /// Binds a seller that is bound to nobody; the binding that holds afterwards.
    Uni<TenantSeller> bind(TenantSeller seller) {
        return insertNew(seller)
                .chain(_ ->
                        read(session ->
                                session.createQuery(
                                                "from tenant_seller where seller = :seller"
                                                        + " and unboundAt is null",
                                                TenantSeller.class)
                                        .setParameter("seller", seller.seller)
                                        .getSingleResultOrNull()))
                .chain(bound ->
                        // Another's binding was undone in between: now the way is free.
                        bound == null ? bind(seller) : Uni.createFrom().item(bound));
    }

    /// Undoes the binding of a seller to a tenant; false when there is none.
    ///
    /// @param by the id of the API key
    Uni<Boolean> unbind(String seller, UUID tenant, Instant at, String by) {
        return sessions.get()
                .withStatelessTransaction(session ->
                        session.createMutationQuery(
                                        "update tenant_seller set unboundAt = :at, unboundBy = :by"
                                                + " where seller = :seller and tenant = :tenant"
                                                + " and unboundAt is null")
                                .setParameter("at", at)
                                .setParameter("by", by)
                                .setParameter("seller", seller)
                                .setParameter("tenant", tenant)
                                .executeUpdate())
                .map(rows -> rows == 1);
    }

    /// @return false when a row with this key, or this unique name, exists
    private Uni<Boolean> insertNew(Object row) {
        return sessions.get()
                .withStatelessTransaction(session -> session.insert(row))
                .map(_ -> true)
                .onFailure(IdentityStore::isDuplicate)
                .recoverWithItem(false);
    }

    private <T> Uni<T> read(Function<Mutiny.StatelessSession, Uni<T>> query) {
        return sessions.get().withStatelessSession(query);
    }

    private static boolean isDuplicate(Throwable failure) {
        return failure instanceof org.hibernate.exception.ConstraintViolationException
                || (failure instanceof PersistenceException
                        && failure.getCause()
                                instanceof org.hibernate.exception.ConstraintViolationException);
    }
}
