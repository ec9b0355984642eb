package io.counterfoil.portal;

import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;

/// The portal's files, as they lie in `web/`: no build step stands between them and the browser.
@Path("/")
public class PortalResource {

    /// All that is served, with its media type; nothing else in the folder is.
    private static final Map<String, String> FILES = files();

    private static final String INDEX = "index.html";

    /// Only our own scripts and styles run, nobody may frame the page, and it talks to nobody else.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'";

    /// The lookup page.
    @GET
    public Response index() {
        return file(INDEX);
    }

    /// One of its files.
    @GET
    @Path("/{file}")
    public Response asset(@RestPath String file) {
        return file(file);
    }

    /// One of the hash library's files.
    @GET
    @Path("/noble/{file}")
    public Response library(@RestPath String file) {
        return file("noble/" + file);
    }

    private Response file(String name) {
        var type = FILES.get(name);
        if (type == null) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND,
                    "Nothing is at this address; the contract is at /openapi.yaml.");
        }
        return Response.ok(read(name))
                .type(type)
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-cache")
                .build();
    }

    private static byte[] read(String name) {
        try (var file = PortalResource.class.getResourceAsStream("/web/" + name)) {
            if (file == null) {
                throw new IllegalStateException("web/" + name + " is not in the program");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, String> files() {
        var script = "text/javascript;charset=utf-8";
        var files = new LinkedHashMap<String, String>();
        files.put(INDEX, "text/html;charset=utf-8");
        files.put("style.css", "text/css;charset=utf-8");
        files.put("icon.svg", "image/svg+xml");
        files.put("portal.js", script);
        files.put("text.js", script);
        for (var module : new String[] {"sha2", "_md", "_u64", "utils", "crypto"}) {
            files.put("noble/" + module + ".js", script);
        }
        files.put("noble/LICENSE.txt", "text/plain;charset=utf-8");
        files.put("noble/ORIGIN.txt", "text/plain;charset=utf-8");
        return files;
    }
}
