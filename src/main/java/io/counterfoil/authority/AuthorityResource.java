package io.counterfoil.authority;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.authority.Verdicts.Verdict;
import io.counterfoil.platform.body.Bodies;
import io.counterfoil.platform.identity.Allowed;
import io.counterfoil.platform.identity.ApiRole;
import io.counterfoil.platform.identity.Caller;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/// Verifies many invoices in one request.
@Path("/v1/authority/verifications")
@RunOnVirtualThread
public class AuthorityResource {

    private static final int BODY_BYTES_MAX = 64 * 1024 * 1024;
    private static final int ITEMS_MAX = 10_000;

    /// More are answered later.
    private static final int AT_ONCE_MAX = 1_000;

    /// A thousand answers take a second; the virtual thread may wait, the event loop not.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Verdicts verdicts;
    private final Jobs jobs;
    private final ObjectMapper json;

    AuthorityResource(Verdicts verdicts, Jobs jobs, ObjectMapper json) {
        this.verdicts = verdicts;
        this.jobs = jobs;
        this.json = json;
    }

    /// The verdicts that there are.
    ///
    /// @param state `done` or `running`
    record Answer(String state, List<Verdict> items) {}

    /// A verdict for each item.
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed(ApiRole.AUTHORITY)
    public Response verify(InputStream body, @Context ContainerRequestContext request)
            throws IOException {
        var questions = questions(body);
        if (questions.size() <= AT_ONCE_MAX) {
            var items = verdicts.of(questions).await().atMost(PATIENCE);
            return Response.ok(new Answer("done", items)).build();
        }
        var job = jobs.start(Caller.required(request).tenant(), verdicts.of(questions));
        return Response.accepted(new Answer("running", List.of()))
                .header("Location", "/v1/authority/verifications/" + job)
                .build();
    }

    /// The verdicts of a long verification, once they are there.
    @GET
    @Path("/{job}")
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed(ApiRole.AUTHORITY)
    public Response job(@RestPath UUID job, @Context ContainerRequestContext request) {
        var found = jobs.of(Caller.required(request).tenant(), job).verdicts();
        return found.isDone()
                ? Response.ok(new Answer("done", found.join())).build()
                : Response.accepted(new Answer("running", List.of()))
                        .header("Retry-After", 1)
                        .build();
    }

    private List<Question> questions(InputStream body) throws IOException {
        var bytes = Bodies.read(body, BODY_BYTES_MAX);
        var items = items(bytes);
        if (!items.isArray() || items.isEmpty() || items.size() > ITEMS_MAX) {
            throw new ProblemException(
                    ProblemType.MALFORMED,
                    "Send {\"items\": [...]} with 1 to %d items.".formatted(ITEMS_MAX));
        }
        var questions = new ArrayList<Question>(items.size());
        items.forEach(item -> questions.add(Question.of(item)));
        return questions;
    }

    private JsonNode items(byte[] bytes) throws IOException {
        try {
            return json.readTree(bytes).path("items");
        } catch (JsonProcessingException e) {
            throw new ProblemException(ProblemType.MALFORMED, "The body is not JSON.");
        }
    }
}
