package io.counterfoil.platform.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.counterfoil.platform.Outage;
import io.counterfoil.platform.contract.AllowedMethods;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// Turns whatever a request ends with into a problem: no answer carries a stack trace, a class name
/// or a framework's page.
public final class ProblemAnswers {

    private static final Logger LOG = Logger.getLogger(ProblemAnswers.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    @ServerExceptionMapper
    Response refuse(ProblemException refusal, UriInfo uri) {
        return answer(refusal, uri.getPath());
    }

    /// Named beside its parent, because the framework has a mapper of its own for it.
    @ServerExceptionMapper
    Response refuse(MismatchedInputException refusal, UriInfo uri) {
        return answer(unreadable(refusal), uri.getPath());
    }

    @ServerExceptionMapper
    Response refuse(JsonProcessingException refusal, UriInfo uri) {
        return answer(unreadable(refusal), uri.getPath());
    }

    /// The exceptions of JAX-RS: an unknown path, method or media type, a parameter that cannot be
    /// converted, a body that cannot be read.
    @ServerExceptionMapper
    Response refuse(WebApplicationException refusal, UriInfo uri) {
        return answer(problem(refusal), uri.getPath());
    }

    @ServerExceptionMapper
    Response fail(Throwable fault, UriInfo uri) {
        var cause = fault instanceof CompletionException wrapper ? wrapper.getCause() : fault;
        if (cause instanceof ProblemException refusal) {
            return answer(refusal, uri.getPath());
        }
        return answer(Outage.isBehind(fault) ? away() : internal(fault), uri.getPath());
    }

    /// The HTTP answer of a refusal.
    public static Response answer(ProblemException refusal, String path) {
        var response =
                Response.status(refusal.type().status())
                        .type(Problem.MEDIA_TYPE)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .entity(Problem.of(refusal, path));
        refusal.retryAfterSeconds()
                .ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        if (refusal.type() == ProblemType.UNAUTHENTICATED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (refusal.type() == ProblemType.METHOD_NOT_ALLOWED) {
            response.header(HttpHeaders.ALLOW, AllowedMethods.at(path));
        }
        return response.build();
    }

    /// A server that is away; what it is shows in the output of those parts that wait for it.
    private static ProblemException away() {
        return new ProblemException(
                        ProblemType.NOT_READY,
                        "A part that this operation needs does not answer. What was sent may have"
                                + " been kept: repeat the request with the same Idempotency-Key.")
                .retryAfter(RETRY_AFTER);
    }

    /// A fault of ours, logged under a number that the caller is told.
    static ProblemException internal(Throwable fault) {
        var incident = UUID.randomUUID();
        LOG.errorf(fault, "request failed incident=%s", incident);
        return new ProblemException(
                ProblemType.INTERNAL, "Tell the operator the incident number " + incident + ".");
    }

    private static ProblemException problem(WebApplicationException refusal) {
        if (refusal.getCause() instanceof ProblemException cause) {
            return cause;
        }
        if (refusal.getCause() instanceof JsonProcessingException cause) {
            return unreadable(cause);
        }
        var status = refusal.getResponse().getStatus();
        return status >= 500 ? internal(refusal) : ofStatus(status, refusal.getMessage());
    }

    /// The problem for a bare HTTP status below 500.
    static ProblemException ofStatus(int status, @Nullable String message) {
        return switch (status) {
            case 401 -> new ProblemException(ProblemType.UNAUTHENTICATED, "No API key was sent.");
            case 403 -> new ProblemException(ProblemType.ROLE_MISSING, "This key may not do that.");
            case 404, 410 ->
                    new ProblemException(
                            ProblemType.NOT_FOUND,
                            "Nothing is at this address; the contract is at /openapi.yaml.");
            case 405 ->
                    new ProblemException(
                            ProblemType.METHOD_NOT_ALLOWED,
                            "The contract at /openapi.yaml names the methods of this address.");
            case 406 ->
                    new ProblemException(
                            ProblemType.NOT_ACCEPTABLE,
                            "The contract at /openapi.yaml names the media types of the answer.");
            case 413 -> new ProblemException(ProblemType.TOO_LARGE, "The body is over the limit.");
            case 414, 431 ->
                    new ProblemException(ProblemType.ADDRESS_TOO_LONG, "Send a shorter address.");
            case 415 ->
                    new ProblemException(
                            ProblemType.MEDIA_TYPE_NOT_READ,
                            "The contract at /openapi.yaml names the media types that are read.");
            default ->
                    new ProblemException(
                            ProblemType.MALFORMED,
                            message == null || message.isBlank()
                                    ? "The request cannot be read."
                                    : "The request cannot be read: " + message + ".");
        };
    }

    /// Says where the JSON is wrong, without naming our classes.
    private static ProblemException unreadable(JsonProcessingException refusal) {
        var place =
                refusal instanceof JsonMappingException mapping
                        ? mapping.getPath().stream()
                                .map(ProblemAnswers::step)
                                .collect(Collectors.joining("."))
                        : "";
        var what = place.isEmpty() ? "The JSON" : "The member " + place;
        return new ProblemException(
                ProblemType.MALFORMED,
                "%s is not what this operation reads%s."
                        .formatted(what, where(refusal.getLocation())));
    }

    private static String step(JsonMappingException.Reference reference) {
        return reference.getFieldName() == null
                ? "[" + reference.getIndex() + "]"
                : reference.getFieldName();
    }

    private static String where(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
    }
}
