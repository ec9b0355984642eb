package io.counterfoil.intake;

import io.counterfoil.intake.RecordMaker.Draft;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.platform.body.ArrivingStream;
import io.counterfoil.platform.body.MultipartReader;
import io.counterfoil.platform.identity.Allowed;
import io.counterfoil.platform.identity.ApiRole;
import io.counterfoil.platform.identity.Caller;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Files come in, as a bare body or as a form.
@Path("/v1/evidence")
@RunOnVirtualThread
public class UploadResource {

    /// Longer than any wait a caller may ask for; the virtual thread may wait, the event loop not.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int FIELD_BYTES_MAX = 100;

    private final Submissions submissions;
    private final Uploads uploads;
    private final IntakeConfig config;

    UploadResource(Submissions submissions, Uploads uploads, IntakeConfig config) {
        this.submissions = submissions;
        this.uploads = uploads;
        this.config = config;
    }

    /// Preserves a file that is the body.
    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({ApiRole.DEPOSITOR, ApiRole.ISSUER})
    public Response file(
            InputStream body,
            @Context ContainerRequestContext request,
            @RestQuery @Nullable String lookup)
            throws IOException {
        uploads.expect(said(request.getHeaderString(HttpHeaders.CONTENT_LENGTH)));
        var draft = submissions.draft();
        var type = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
        var attributes = new Uploads.Attributes(type(type), lookup(lookup));
        return submit(request, draft, uploads.store(draft, new ArrivingStream(body), attributes));
    }

    /// Preserves the file of a form; a field `lookup` may come before it.
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({ApiRole.DEPOSITOR, ApiRole.ISSUER})
    public Response form(
            InputStream body,
            @Context ContainerRequestContext request,
            @RestQuery @Nullable String lookup)
            throws IOException {
        var type = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (type == null) {
            // A body of no type is given to any operation that reads bodies: this one.
            return file(body, request, lookup);
        }
        var reader = new MultipartReader(type, new ArrivingStream(body));
        var found = lookup(lookup);
        for (var part = reader.next(); part.isPresent(); part = reader.next()) {
            switch (part.get().name()) {
                case "lookup" -> found = lookup(MultipartReader.text(part.get(), FIELD_BYTES_MAX));
                case "file" -> {
                    return submit(request, reader, part.get(), found);
                }
                default ->
                        throw new ProblemException(
                                ProblemType.MALFORMED,
                                "A form has the parts \"lookup\" and then \"file\".");
            }
        }
        throw new ProblemException(ProblemType.MALFORMED, "The form has no part \"file\".");
    }

    private Response submit(
            ContainerRequestContext request,
            MultipartReader reader,
            MultipartReader.Part part,
            boolean lookup)
            throws IOException {
        var draft = submissions.draft();
        var attributes = new Uploads.Attributes(part.type().flatMap(UploadResource::type), lookup);
        var submission = uploads.store(draft, part.content(), attributes);
        if (reader.next().isPresent()) {
            uploads.discard(draft);
            throw new ProblemException(
                    ProblemType.MALFORMED, "The part \"file\" must be the last of the form.");
        }
        return submit(request, draft, submission);
    }

    /// A document that no record was made of is removed again.
    private Response submit(ContainerRequestContext request, Draft draft, Submission submission) {
        var caller = Caller.required(request);
        var terms = Submissions.Terms.of(request, "file", asked(submission), config.waitMax());
        return submissions
                .submit(caller, draft, submission, terms)
                .emitOn(Infrastructure.getDefaultExecutor())
                .onItemOrFailure()
                .invoke((answer, failure) -> discardUnlessKept(draft, answer, failure))
                .map(Answer::response)
                .await()
                .atMost(PATIENCE);
    }

    private void discardUnlessKept(
            Draft draft, @Nullable Answer answer, @Nullable Throwable failure) {
        var repeated = answer != null && !answer.location().endsWith(draft.id().hex());
        var refused =
                failure instanceof ProblemException refusal
                        && refusal.type() != ProblemType.NOT_READY;
        if (repeated || refused) {
            uploads.discard(draft);
        }
    }

    private static Buffer asked(Submission submission) {
        return Buffer.buffer(Hash.BYTES * 2)
                .appendBytes(submission.digests().sha256().bytes())
                .appendByte((byte) (submission.lookup() ? 1 : 0))
                .appendString(submission.type().orElse(""));
    }

    private static boolean lookup(@Nullable String lookup) {
        if (lookup == null || lookup.equals("true")) {
            return true;
        }
        if (lookup.equals("false")) {
            return false;
        }
        throw new ProblemException(
                ProblemType.PARAMETER_INVALID, "\"lookup\" must be true or false.");
    }

    /// A length, or -1 where none is said; HTTP's own parser has refused what is no number.
    private static long said(@Nullable String contentLength) {
        return contentLength == null ? -1 : Long.parseLong(contentLength.strip());
    }

    /// Without its parameters; a type that says nothing is as good as none. What is no type would
    /// be none, too, when the document is given back.
    private static Optional<String> type(@Nullable String contentType) {
        if (contentType == null) {
            return Optional.empty();
        }
        var semicolon = contentType.indexOf(';');
        var type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        if (type.isBlank() || type.strip().equals(MediaType.APPLICATION_OCTET_STREAM)) {
            return Optional.empty();
        }
        var text = SubmissionReader.text("Content-Type", type.strip());
        if (!ContentResource.isMediaType(text)) {
            throw new ProblemException(
                    ProblemType.MALFORMED, "The Content-Type of the file is no media type.");
        }
        return Optional.of(text);
    }
}
