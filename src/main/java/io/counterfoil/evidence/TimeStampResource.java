package io.counterfoil.evidence;

import io.counterfoil.platform.body.Bodies;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jboss.logging.Logger;

/// RFC 3161 over HTTP, passed on to the authority, which is another organisation.
@Path("/tsa")
@RunOnVirtualThread
public class TimeStampResource {

    private static final Logger LOG = Logger.getLogger(TimeStampResource.class);

    /// A request holds one digest; anything longer is none.
    private static final int REQUEST_BYTES_MAX = 4_096;

    private final EvidenceRole role;

    TimeStampResource(EvidenceRole role) {
        this.role = role;
    }

    /// A DER TimeStampResp for a DER TimeStampReq.
    @POST
    @Consumes("application/timestamp-query")
    @Produces("application/timestamp-reply")
    public byte[] stamp(InputStream body) throws IOException {
        var request = Bodies.read(body, REQUEST_BYTES_MAX);
        var authority = role.authority().orElseThrow(TimeStampResource::away);
        try {
            return authority.forward(request);
        } catch (IOException e) {
            LOG.warnf("The authority does not answer authority=%s reason=%s", authority.name(), e);
            throw away();
        }
    }

    private static ProblemException away() {
        return new ProblemException(
                        ProblemType.NOT_READY, "The time-stamp authority does not answer.")
                .retryAfter(Duration.ofSeconds(1));
    }
}
