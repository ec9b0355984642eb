package io.counterfoil.intake;

import io.counterfoil.platform.body.Bodies;
import io.counterfoil.platform.identity.Allowed;
import io.counterfoil.platform.identity.ApiRole;
import io.counterfoil.platform.identity.Caller;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Digests come in.
@Path("/v1/evidence")
@RunOnVirtualThread
public class SubmitResource {

    /// Longer than any wait a caller may ask for; the virtual thread may wait, the event loop not.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int DIGEST_BYTES_MAX = 16 * 1024;
    private static final int BATCH_BYTES_MAX = 8 * 1024 * 1024;

    private final Submissions submissions;
    private final Batches batches;
    private final IntakeConfig config;

    SubmitResource(Submissions submissions, Batches batches, IntakeConfig config) {
        this.submissions = submissions;
        this.batches = batches;
        this.config = config;
    }

    /// Preserves a document by its digest.
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({ApiRole.DEPOSITOR, ApiRole.ISSUER})
    public Response digest(
            InputStream body,
            @Context ContainerRequestContext request,
            @RestQuery @Nullable String lookup)
            throws IOException {
        if (lookup != null) {
            throw new ProblemException(
                    ProblemType.PARAMETER_INVALID,
                    "Of a digest, \"lookup\" is a member of its JSON object.");
        }
        var json = Bodies.read(body, DIGEST_BYTES_MAX);
        var submission = SubmissionReader.read(SubmissionReader.parse(json, 0, json.length));
        var caller = Caller.required(request);
        return answer(
                submissions.submit(
                        caller, submissions.draft(), submission, terms(request, "digest", json)));
    }

    /// Preserves many documents by their digests, one JSON object a line.
    @POST
    @Path("/batch")
    @Consumes(Batches.NDJSON)
    @Produces(Batches.NDJSON)
    @Allowed({ApiRole.DEPOSITOR, ApiRole.ISSUER})
    public Response batch(InputStream body, @Context ContainerRequestContext request)
            throws IOException {
        var lines = Bodies.read(body, BATCH_BYTES_MAX);
        var caller = Caller.required(request);
        return answer(batches.submit(caller, lines, terms(request, "batch", lines)));
    }

    private Submissions.Terms terms(
            ContainerRequestContext request, String operation, byte[] asked) {
        return Submissions.Terms.of(request, operation, Buffer.buffer(asked), config.waitMax());
    }

    private static Response answer(Uni<Answer> answer) {
        return answer.await().atMost(PATIENCE).response();
    }
}
