package io.counterfoil.platform.problem;

import io.counterfoil.platform.HtmlPage;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestPath;

/// The pages behind the `type` of every problem.
@Path("/problems")
@Produces(MediaType.TEXT_HTML + ";charset=utf-8")
public class ProblemPages {

    /// The list of all types.
    @GET
    public String all() {
        var rows =
                Arrays.stream(ProblemType.values())
                        .map(type ->
                                "<li><a href=\"%s\">%s</a> (%d) %s</li>\n"
                                        .formatted(
                                                type.uri(),
                                                type.slug(),
                                                type.status(),
                                                type.title()))
                        .collect(Collectors.joining());
        return page("Problems", "<ul>\n" + rows + "</ul>\n");
    }

    /// What one type means and what to do about it.
    @GET
    @Path("/{type}")
    public String one(@RestPath String type) {
        return ProblemType.ofSlug(type)
                .map(known ->
                        page(
                                known.title(),
                                "<p>HTTP status %d, type <code>%s</code>.</p>\n<p>%s</p>\n"
                                        .formatted(known.status(), known.uri(), known.page())))
                .orElseThrow(() ->
                        new ProblemException(
                                ProblemType.NOT_FOUND,
                                "There is no problem type of this name; /problems lists"
                                        + " them."));
    }

    private static String page(String title, String body) {
        return HtmlPage.of(title, "<h1>%s</h1>\n%s".formatted(HtmlPage.escape(title), body));
    }
}
