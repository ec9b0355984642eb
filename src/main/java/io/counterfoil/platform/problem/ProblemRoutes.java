package io.counterfoil.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.platform.contract.AllowedMethods;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives problems, too, for what never reaches a resource: unknown addresses and failed routes.
@ApplicationScoped
class ProblemRoutes {

    /// The statuses that the router itself answers.
    private static final List<Integer> STATUSES = List.of(400, 404, 405, 406, 413, 414, 415, 500);

    /// No address of ours has a tenth of it; the HTTP server itself reads longer ones, so that they
    /// can be refused here.
    private static final int ADDRESS_MAX = 4096;

    private final ObjectMapper json;

    ProblemRoutes(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Router router) {
        // No other site's page may call, and the contract names the methods of each address.
        router.options().order(Integer.MIN_VALUE).handler(context -> context.fail(405));
        router.route().order(Integer.MIN_VALUE).handler(ProblemRoutes::refuseAddress);
        STATUSES.forEach(status -> router.errorHandler(status, this::answer));
        router.route().order(Integer.MIN_VALUE).failureHandler(this::answer);
    }

    /// PostgreSQL has no NUL, so nothing here is named with it.
    private static void refuseAddress(RoutingContext context) {
        var address = context.request().uri();
        if (address.length() > ADDRESS_MAX) {
            context.fail(
                    new ProblemException(
                            ProblemType.ADDRESS_TOO_LONG,
                            "Send at most %d characters.".formatted(ADDRESS_MAX)));
        } else if (address.contains("%00")) {
            context.fail(
                    new ProblemException(
                            ProblemType.PARAMETER_INVALID, "No address here has a NUL in it."));
        } else {
            context.next();
        }
    }

    private void answer(RoutingContext context) {
        var response = context.response();
        if (response.ended() || response.headWritten()) {
            context.request().connection().close();
            return;
        }
        var refusal = refusal(context.statusCode(), context.failure());
        var path = String.valueOf(context.request().path());
        if (refusal.type() == ProblemType.METHOD_NOT_ALLOWED) {
            response.putHeader(HttpHeaders.ALLOW, AllowedMethods.at(path));
        }
        response.setStatusCode(refusal.type().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(print(Problem.of(refusal, path)));
    }

    private static ProblemException refusal(int status, @Nullable Throwable failure) {
        if (failure instanceof ProblemException refusal) {
            return refusal;
        }
        if (status >= 400 && status < 500) {
            return ProblemAnswers.ofStatus(status, null);
        }
        return ProblemAnswers.internal(
                failure == null ? new IllegalStateException("status " + status) : failure);
    }

    private String print(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
