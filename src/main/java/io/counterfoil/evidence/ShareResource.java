package io.counterfoil.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.platform.identity.Allowed;
import io.counterfoil.platform.identity.ApiRole;
import io.counterfoil.platform.identity.Caller;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.counterfoil.platform.record.PrivateRecords;
import io.counterfoil.platform.record.Records.Found;
import io.counterfoil.platform.record.Shares;
import io.counterfoil.platform.record.Shares.Share;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Links by which a record's tenant lets others take its package, certificate and document.
@Path("/v1/evidence")
@RunOnVirtualThread
public class ShareResource {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration USUAL = Duration.ofDays(30);

    /// A forgotten link should not open a record for ever.
    private static final Duration LONGEST = Duration.ofDays(366);

    private final PrivateRecords records;
    private final Shares shares;
    private final EvidenceConfig config;
    private final Clock clock = Clock.systemUTC();

    ShareResource(PrivateRecords records, Shares shares, EvidenceConfig config) {
        this.records = records;
        this.shares = shares;
        this.config = config;
    }

    /// What is asked for a new link.
    public record NewShare(@Nullable Instant expiresAt) {}

    /// A link as it is shown; `url`, `secret` and `links` only once, when it is made.
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonPropertyOrder({"id", "createdAt", "expiresAt", "revokedAt", "url", "secret", "links"})
    public record ShareView(
            String id,
            Instant createdAt,
            Instant expiresAt,
            Optional<Instant> revokedAt,
            Optional<String> url,
            Optional<String> secret,
            Map<String, String> links) {}

    /// A list that has no further page.
    public record ShareList(List<ShareView> items) {}

    /// Makes a link, whose secret is in this answer and never shown again.
    @POST
    @Path("/{id}/shares")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({ApiRole.DEPOSITOR, ApiRole.ISSUER})
    public Response share(
            @RestPath String id,
            @Nullable NewShare asked,
            @Context ContainerRequestContext request) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var expiresAt = expiry(now, asked);
        var record = records.owned(request, id);
        var made =
                shares.make(record.row().id(), Caller.required(request).key(), now, expiresAt)
                        .await()
                        .atMost(PATIENCE);
        return Response.status(Response.Status.CREATED)
                .header("Location", "%s/shares/%s".formatted(self(record), made.share().id()))
                .header("Cache-Control", "no-store")
                .entity(view(record, made))
                .build();
    }

    /// The links of a record, newest first, the revoked and expired ones too.
    @GET
    @Path("/{id}/shares")
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({ApiRole.DEPOSITOR, ApiRole.ISSUER, ApiRole.AUDITOR})
    public ShareList shares(@RestPath String id, @Context ContainerRequestContext request) {
        var record = records.owned(request, id).row().id();
        var found = shares.of(record).await().atMost(PATIENCE);
        return new ShareList(found.stream().map(ShareResource::view).toList());
    }

    /// Revokes a link.
    @DELETE
    @Path("/{id}/shares/{share}")
    @Allowed({ApiRole.DEPOSITOR, ApiRole.ISSUER})
    public Response revoke(
            @RestPath String id, @RestPath String share, @Context ContainerRequestContext request) {
        var record = records.owned(request, id).row().id();
        if (!shares.revoke(record, share, clock.instant()).await().atMost(PATIENCE)) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND, "No unrevoked link of this record has this id.");
        }
        return Response.noContent().build();
    }

    private static Instant expiry(Instant now, @Nullable NewShare asked) {
        var wanted = asked == null ? null : asked.expiresAt;
        if (wanted == null) {
            return now.plus(USUAL);
        }
        if (!wanted.isAfter(now) || wanted.isAfter(now.plus(LONGEST))) {
            throw new ProblemException(
                    ProblemType.PARAMETER_INVALID,
                    "\"expiresAt\" must be later than now, by at most %d days."
                            .formatted(LONGEST.toDays()));
        }
        return wanted.truncatedTo(ChronoUnit.MICROS);
    }

    /// The page's address carries the secret behind the `#`, where no server and no proxy sees it.
    private ShareView view(Found record, Shares.Made made) {
        var share = made.share();
        var secret = made.secret().secret();
        var links = new LinkedHashMap<String, String>();
        for (var part : List.of("package", "certificate", "content")) {
            if (!part.equals("content") || record.row().content()) {
                links.put(part, "%s/%s?share=%s".formatted(self(record), part, secret));
            }
        }
        var id = EntryId.of(record.row().id()).hex();
        return new ShareView(
                share.id(),
                share.createdAt(),
                share.expiresAt(),
                share.revokedAt(),
                Optional.of("%s/#q=%s&share=%s".formatted(config.publicUrl(), id, secret)),
                Optional.of(secret),
                links);
    }

    private static ShareView view(Share share) {
        return new ShareView(
                share.id(),
                share.createdAt(),
                share.expiresAt(),
                share.revokedAt(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private static String self(Found record) {
        return "/v1/evidence/" + EntryId.of(record.row().id()).hex();
    }
}
