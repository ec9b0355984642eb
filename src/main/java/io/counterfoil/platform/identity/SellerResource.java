package io.counterfoil.platform.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/// The operator's desk: which tenant issues in a seller's name.
@Path("/v1/tenants")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SellerResource {

    private static final int SELLER_MAX = 100;

    private final IdentityStore store;
    private final Clock clock = Clock.systemUTC();

    SellerResource(IdentityStore store) {
        this.store = store;
    }

    /// A seller that is bound to a tenant, or was until `unboundAt`.
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonPropertyOrder({"seller", "tenant", "boundAt", "unboundAt"})
    public record SellerView(
            String seller, UUID tenant, Instant boundAt, Optional<Instant> unboundAt) {}

    /// Binds a seller id to a tenant, which alone may then issue in its name.
    @PUT
    @Path("/{tenant}/sellers/{seller}")
    @Allowed(ApiRole.OPERATOR)
    public Uni<SellerView> bind(@RestPath UUID tenant, @RestPath String seller) {
        var id = SellerId.normalize(TenantResource.text("seller", seller, SELLER_MAX));
        var row = new TenantSeller(id, tenant, clock.instant());
        return TenantResource.found(store, tenant)
                .chain(_ -> store.bind(row))
                .map(bound -> {
                    if (!bound.tenant.equals(tenant)) {
                        throw new ProblemException(
                                ProblemType.ALREADY_EXISTS,
                                "The seller %s is bound to another tenant.".formatted(id));
                    }
                    return view(bound);
                });
    }

    /// Unbinds a seller: its tenant issues nothing more in its name, and keeps what it issued.
    @DELETE
    @Path("/{tenant}/sellers/{seller}")
    @Allowed(ApiRole.OPERATOR)
    public Uni<Response> unbind(
            @RestPath UUID tenant,
            @RestPath String seller,
            @Context ContainerRequestContext request) {
        var id = TenantResource.text("seller", seller, SELLER_MAX);
        var key = Caller.required(request).key();
        return store.unbind(SellerId.normalize(id), tenant, clock.instant(), key)
                // bound before there was one spelling
                .chain(unbound ->
                        unbound
                                ? Uni.createFrom().item(true)
                                : store.unbind(id, tenant, clock.instant(), key))
                .map(unbound -> {
                    if (!unbound) {
                        throw TenantResource.notFound(
                                "The seller %s is not bound to this tenant.".formatted(seller));
                    }
                    return Response.noContent().build();
                });
    }

    /// The sellers of a tenant, those that were unbound too.
    @GET
    @Path("/{tenant}/sellers")
    @Allowed(ApiRole.OPERATOR)
    public Uni<TenantResource.Items<SellerView>> sellers(@RestPath UUID tenant) {
        return TenantResource.found(store, tenant)
                .chain(_ -> store.sellersOf(tenant, TenantResource.LIST_MAX))
                .map(rows ->
                        new TenantResource.Items<>(
                                rows.stream().map(SellerResource::view).toList()));
    }

    private static SellerView view(TenantSeller row) {
        return new SellerView(
                row.seller, row.tenant, row.boundAt, Optional.ofNullable(row.unboundAt));
    }
}
