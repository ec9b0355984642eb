package io.counterfoil.intake;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.counterfoil.platform.identity.Allowed;
import io.counterfoil.platform.identity.ApiRole;
import io.counterfoil.platform.identity.Caller;
import io.counterfoil.platform.identity.IdentityStore;
import io.counterfoil.platform.identity.SellerId;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// The runs of numbers that a seller issues in.
@Path("/v1/sellers/{seller}/series")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SeriesResource {

    private static final int TEXT_MAX = 40;
    private static final int DIGITS_MAX = 15;

    private final InvoiceTable table;
    private final IdentityStore identities;

    SeriesResource(InvoiceTable table, IdentityStore identities) {
        this.table = table;
        this.identities = identities;
    }

    /// What is asked for a series; all but `external` may be left out.
    public record NewSeries(
            @Nullable Boolean external,
            @Nullable String prefix,
            @Nullable Integer digits,
            @Nullable Long next) {}

    /// A series as it is shown.
    @JsonPropertyOrder({"seller", "name", "external", "prefix", "digits", "next"})
    public record SeriesView(
            String seller, String name, boolean external, String prefix, int digits, long next) {}

    /// A list.
    public record SeriesList(List<SeriesView> items) {}

    /// Registers a series of a seller that is bound to the caller's tenant.
    @PUT
    @Path("/{name}")
    @Allowed(ApiRole.ISSUER)
    public Uni<SeriesView> register(
            @RestPath String seller,
            @RestPath String name,
            @Nullable NewSeries asked,
            @Context ContainerRequestContext request) {
        var series = series(SellerId.normalize(seller), text("name", name), asked);
        var tenant = Caller.required(request).tenant();
        return bound(tenant, series.seller())
                .chain(_ -> table.register(tenant, series))
                .map(made -> {
                    if (!made) {
                        throw new ProblemException(
                                ProblemType.ALREADY_EXISTS,
                                "The seller has a series of this name.");
                    }
                    return view(series);
                });
    }

    /// The series of a seller that is bound to the caller's tenant.
    @GET
    @Allowed({ApiRole.ISSUER, ApiRole.AUDITOR})
    public Uni<SeriesList> list(@RestPath String seller, @Context ContainerRequestContext request) {
        var id = SellerId.normalize(seller);
        return bound(Caller.required(request).tenant(), id)
                .chain(_ -> table.series(id))
                .map(rows -> new SeriesList(rows.stream().map(SeriesResource::view).toList()));
    }

    private Uni<UUID> bound(UUID tenant, String seller) {
        return identities
                .tenantOfSeller(seller)
                .map(owner ->
                        owner.filter(tenant::equals)
                                .orElseThrow(() ->
                                        new ProblemException(
                                                ProblemType.SELLER_NOT_BOUND,
                                                "The seller %s is not bound to your tenant."
                                                        .formatted(seller))));
    }

    private static InvoiceTable.Series series(
            String seller, String name, @Nullable NewSeries asked) {
        var wanted = asked == null ? new NewSeries(null, null, null, null) : asked;
        var digits = wanted.digits() == null ? 1 : wanted.digits();
        var next = wanted.next() == null ? 1 : wanted.next();
        if (digits < 1 || digits > DIGITS_MAX || next < 0) {
            throw new ProblemException(
                    ProblemType.PARAMETER_INVALID,
                    "\"digits\" must be 1 to %d and \"next\" not negative.".formatted(DIGITS_MAX));
        }
        var prefix =
                wanted.prefix() == null || wanted.prefix().isEmpty()
                        ? ""
                        : text("prefix", wanted.prefix());
        var external = wanted.external() != null && wanted.external();
        return new InvoiceTable.Series(seller, name, external, prefix, digits, next);
    }

    private static String text(String member, String value) {
        if (value.isBlank()
                || value.length() > TEXT_MAX
                || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new ProblemException(
                    ProblemType.PARAMETER_INVALID,
                    "\"%s\" must be 1 to %d printable ASCII characters."
                            .formatted(member, TEXT_MAX));
        }
        return value;
    }

    private static SeriesView view(InvoiceTable.Series series) {
        return new SeriesView(
                series.seller(),
                series.name(),
                series.external(),
                series.prefix(),
                series.digits(),
                series.next());
    }
}
