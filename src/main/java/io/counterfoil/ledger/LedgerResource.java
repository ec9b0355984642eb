package io.counterfoil.ledger;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.Tile;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.nio.file.Files;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestResponse;

/// The log as anybody reads it (C2SP tlog-tiles) and the policies that say whom to believe.
@Path("/ledger/{log}")
@RunOnVirtualThread
public class LedgerResource {

    private static final String TEXT = "text/plain;charset=utf-8";
    private static final String BYTES = "application/octet-stream";

    /// A checkpoint is replaced every round.
    private static final String CHANGES = "no-cache";

    /// A tile never changes.
    private static final String NEVER_CHANGES = "public, max-age=31536000, immutable";

    private final Ledger ledger;
    private final java.nio.file.Path trust;

    LedgerResource(
            Ledger ledger, @ConfigProperty(name = "counterfoil.data") java.nio.file.Path data) {
        this.ledger = ledger;
        this.trust = data.resolve("trust");
    }

    /// The last final checkpoint.
    @GET
    @Path("checkpoint")
    @Produces(TEXT)
    public RestResponse<String> checkpoint(@PathParam("log") String log) {
        var published = showcase(log).latest().orElseThrow(LedgerResource::nothingThere);
        return answer(published.note(), CHANGES);
    }

    /// A tile or bundle that the last final checkpoint covers.
    @GET
    @Path("tile/{path:.+}")
    @Produces(BYTES)
    public RestResponse<byte[]> tile(@PathParam("log") String log, @PathParam("path") String path) {
        var content = showcase(log).tile(parse(path)).orElseThrow(LedgerResource::nothingThere);
        return answer(content, NEVER_CHANGES);
    }

    /// The policy under which a checkpoint is final.
    @GET
    @Path("policy")
    @Produces(TEXT)
    public RestResponse<String> policy(@PathParam("log") String log) throws IOException {
        showcase(log);
        return answer(Files.readString(trust.resolve("policy.txt")), CHANGES);
    }

    /// The same for tools that know no ML-DSA.
    @GET
    @Path("policy-ed25519")
    @Produces(TEXT)
    public RestResponse<String> ed25519Policy(@PathParam("log") String log) throws IOException {
        showcase(log);
        return answer(Files.readString(trust.resolve("policy-ed25519.txt")), CHANGES);
    }

    private Showcase showcase(String log) {
        return ledger.showcase(log).orElseThrow(LedgerResource::nothingThere);
    }

    private static Tile parse(String path) {
        try {
            return Tile.parse("tile/" + path);
        } catch (MalformedException e) {
            throw nothingThere();
        }
    }

    private static <T> RestResponse<T> answer(T content, String caching) {
        return RestResponse.ResponseBuilder.ok(content).header("Cache-Control", caching).build();
    }

    private static ProblemException nothingThere() {
        return new ProblemException(
                ProblemType.NOT_FOUND, "The log serves nothing under this path.");
    }
}
