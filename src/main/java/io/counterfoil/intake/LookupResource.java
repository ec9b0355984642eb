package io.counterfoil.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.counterfoil.platform.record.Records;
import io.counterfoil.platform.record.Records.Found;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// What became of records, for whoever knows an id or a digest.
@Path("/v1/evidence")
public class LookupResource {

    private static final String ALGORITHM = "sha-256:";
    private static final int PAGE = 50;

    private final Records records;
    private final Changes changes;
    private final Views views;

    LookupResource(Records records, Changes changes, Views views) {
        this.records = records;
        this.changes = changes;
        this.views = views;
    }

    /// A page of records; `next` is the cursor of the following page.
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record RecordPage(List<RecordView> items, Optional<String> next) {}

    /// One record.
    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<RecordView> record(@RestPath String id) {
        return found(id).map(views::view);
    }

    /// Records of a document, or of the invoice that a PDF shows, newest first.
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<RecordPage> records(
            @RestQuery @Nullable String digest, @RestQuery @Nullable String cursor) {
        var asked = digest(digest);
        return records.findByDigest(asked, before(cursor), PAGE)
                .map(found ->
                        new RecordPage(
                                found.stream().map(each -> view(each, asked)).toList(),
                                found.size() < PAGE
                                        ? Optional.empty()
                                        : Optional.of(
                                                String.valueOf(found.getLast().row().seq()))));
    }

    private RecordView view(Found found, Buffer asked) {
        var view = views.view(found);
        return found.row().digest().equals(asked) ? view : view.foundAs(RecordView.INVOICE_PDF);
    }

    /// The states of a record as they are reached, until nothing more happens.
    @GET
    @Path("/{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @OfKnownRecord
    public Multi<OutboundSseEvent> events(@RestPath String id, @Context Sse sse) {
        return Following.of(changes, records, uuid(id)).map(found -> event(sse, found));
    }

    /// Marks what begins to answer before it asks for the record, and so could not refuse any more.
    @NameBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface OfKnownRecord {}

    @OfKnownRecord
    @ServerRequestFilter
    Uni<Void> requireRecord(ContainerRequestContext request) {
        return found(request.getUriInfo().getPathParameters().getFirst("id")).replaceWithVoid();
    }

    private OutboundSseEvent event(Sse sse, Found found) {
        return sse.newEventBuilder()
                .name(found.state().name().key())
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(RecordView.class, views.view(found))
                .build();
    }

    private Uni<Found> found(String id) {
        return records.find(uuid(id))
                .map(found ->
                        found.orElseThrow(() ->
                                new ProblemException(
                                        ProblemType.NOT_FOUND, "No record has this id.")));
    }

    /// An id that is none is not found, like any other unknown one.
    static UUID uuid(String id) {
        try {
            return EntryId.fromHex(id).uuid();
        } catch (MalformedException e) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND, "A record's id is 32 digits of lowercase hex.");
        }
    }

    private static Buffer digest(@Nullable String digest) {
        if (digest == null || !digest.startsWith(ALGORITHM)) {
            throw new ProblemException(
                    ProblemType.PARAMETER_INVALID, "Ask with ?digest=sha-256: and 64 hex digits.");
        }
        try {
            return Buffer.buffer(Hash.fromHex(digest.substring(ALGORITHM.length())).bytes());
        } catch (MalformedException e) {
            throw new ProblemException(
                    ProblemType.PARAMETER_INVALID,
                    "A SHA-256 digest is 64 digits of lowercase hex.");
        }
    }

    private static long before(@Nullable String cursor) {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw new ProblemException(
                    ProblemType.PARAMETER_INVALID, "A cursor is what \"next\" was.");
        }
    }
}
