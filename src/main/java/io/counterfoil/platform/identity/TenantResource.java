package io.counterfoil.platform.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// The operator's desk: tenants and their API keys.
@Path("/v1/tenants")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TenantResource {

    private static final int NAME_MAX = 100;
    private static final int PAGE = 100;

    /// A tenant's keys and sellers are lists a person reads; more than this is a mistake somewhere.
    static final int LIST_MAX = 1000;

    private final IdentityStore store;
    private final KnownKeys known;
    private final Clock clock = Clock.systemUTC();

    TenantResource(IdentityStore store, KnownKeys known) {
        this.store = store;
        this.known = known;
    }

    /// What is asked for a new tenant.
    public record NewTenant(@Nullable String name) {}

    /// What is asked for a new key.
    public record NewKey(@Nullable String role, @Nullable String label) {}

    /// A tenant as it is shown.
    @JsonPropertyOrder({"id", "name", "createdAt"})
    public record TenantView(UUID id, String name, Instant createdAt) {}

    /// A page of tenants; `next` is the cursor of the following page.
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record TenantPage(List<TenantView> items, Optional<String> next) {}

    /// A key as it is shown; `key` only once, when it is made.
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonPropertyOrder({"id", "role", "label", "createdAt", "revokedAt", "key"})
    public record KeyView(
            String id,
            String role,
            String label,
            Instant createdAt,
            Optional<Instant> revokedAt,
            Optional<String> key) {}

    /// A list that has no further page.
    public record Items<T>(List<T> items) {}

    /// Makes a tenant.
    @POST
    @Allowed(ApiRole.OPERATOR)
    public Uni<Response> makeTenant(@Nullable NewTenant asked) {
        var name = text("name", asked == null ? null : asked.name, NAME_MAX);
        var tenant = new Tenant(UUID.randomUUID(), name, clock.instant());
        return store.insert(tenant)
                .map(made -> {
                    if (!made) {
                        throw new ProblemException(
                                ProblemType.ALREADY_EXISTS, "A tenant is named \"" + name + "\".");
                    }
                    return Response.created(URI.create("/v1/tenants/" + tenant.id))
                            .entity(view(tenant))
                            .build();
                });
    }

    /// All tenants, by name.
    @GET
    @Allowed(ApiRole.OPERATOR)
    public Uni<TenantPage> tenants(@RestQuery @DefaultValue("") String cursor) {
        return store.tenantsAfter(cursor, PAGE)
                .map(rows -> {
                    var views = rows.stream().map(TenantResource::view).toList();
                    return new TenantPage(
                            views,
                            views.size() < PAGE
                                    ? Optional.empty()
                                    : Optional.of(views.getLast().name()));
                });
    }

    /// One tenant.
    @GET
    @Path("/{tenant}")
    @Allowed(ApiRole.OPERATOR)
    public Uni<TenantView> tenant(@RestPath UUID tenant) {
        return found(store, tenant).map(TenantResource::view);
    }

    /// Makes a key, which is shown in this answer and never again.
    @POST
    @Path("/{tenant}/keys")
    @Allowed(ApiRole.OPERATOR)
    public Uni<Response> makeKey(@RestPath UUID tenant, @Nullable NewKey asked) {
        var role = role(asked == null ? null : asked.role);
        var label = text("label", asked == null ? null : asked.label, NAME_MAX);
        var secret = KeyHash.newKey(role);
        var row = new ApiKey(KeyHash.of(secret), tenant, role, label, clock.instant());
        return found(store, tenant)
                .chain(_ -> store.insert(row))
                .map(_ ->
                        Response.created(
                                        URI.create(
                                                "/v1/tenants/%s/keys/%s"
                                                        .formatted(tenant, row.hash)))
                                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                                .entity(view(row, Optional.of(secret)))
                                .build());
    }

    /// The keys of a tenant, the revoked ones too.
    @GET
    @Path("/{tenant}/keys")
    @Allowed(ApiRole.OPERATOR)
    public Uni<Items<KeyView>> keys(@RestPath UUID tenant) {
        return found(store, tenant)
                .chain(_ -> store.keysOf(tenant, LIST_MAX))
                .map(rows ->
                        new Items<>(
                                rows.stream().map(row -> view(row, Optional.empty())).toList()));
    }

    /// Revokes a key.
    @DELETE
    @Path("/{tenant}/keys/{key}")
    @Allowed(ApiRole.OPERATOR)
    public Uni<Response> revoke(@RestPath UUID tenant, @RestPath String key) {
        return store.revoke(tenant, key, clock.instant())
                .map(revoked -> {
                    if (!revoked) {
                        throw notFound("No unrevoked key of this tenant has this id.");
                    }
                    known.forget(key);
                    return Response.noContent().build();
                });
    }

    /// The tenant of an id; fails when there is none.
    static Uni<Tenant> found(IdentityStore store, UUID tenant) {
        return store.tenant(tenant)
                .map(row -> row.orElseThrow(() -> notFound("No tenant has this id.")));
    }

    static ProblemException notFound(String detail) {
        return new ProblemException(ProblemType.NOT_FOUND, detail);
    }

    /// A value that people read, without the space around it; refused when it is none.
    static String text(String member, @Nullable String value, int charactersMax) {
        if (value == null
                || value.isBlank()
                || value.length() > charactersMax
                || value.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(
                    ProblemType.PARAMETER_INVALID,
                    "\"%s\" must be 1 to %d printable characters."
                            .formatted(member, charactersMax));
        }
        return value.strip();
    }

    private static ApiRole role(@Nullable String role) {
        return Optional.ofNullable(role)
                .flatMap(ApiRole::ofKey)
                .orElseThrow(() ->
                        new ProblemException(
                                ProblemType.PARAMETER_INVALID,
                                "\"role\" must be issuer, depositor, authority, auditor or"
                                        + " operator."));
    }

    private static TenantView view(Tenant row) {
        return new TenantView(row.id, row.name, row.createdAt);
    }

    private static KeyView view(ApiKey row, Optional<String> secret) {
        return new KeyView(
                row.hash,
                row.role,
                row.label,
                row.createdAt,
                Optional.ofNullable(row.revokedAt),
                secret);
    }
}
