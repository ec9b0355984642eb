package io.counterfoil.evidence;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.policy.Policy;
import io.counterfoil.platform.identity.Allowed;
import io.counterfoil.platform.identity.ApiRole;
import io.counterfoil.platform.identity.Caller;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.counterfoil.platform.record.Records;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/// What a record's tenant takes away: the one file that proves it by itself, and the certificate for
/// people.
@Path("/v1/evidence")
@RunOnVirtualThread
public class PackageResource {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Records records;
    private final PackageMaker maker;
    private final Clock clock = Clock.systemUTC();

    PackageResource(Records records, PackageMaker maker) {
        this.records = records;
        this.maker = maker;
    }

    /// The package of a record of the caller's tenant, once it is dated.
    @GET
    @Path("/{id}/package")
    @Produces(EvidencePackage.MEDIA_TYPE)
    @Allowed({ApiRole.DEPOSITOR, ApiRole.ISSUER, ApiRole.AUDITOR})
    public Response asPackage(@PathParam("id") String id, @Context ContainerRequestContext request)
            throws IOException {
        StreamingOutput content = evidence(id, request)::write;
        return download(content, id + ".asice");
    }

    /// The certificate of a record of the caller's tenant, once it is dated: a PDF/A-3 printed now.
    @GET
    @Path("/{id}/certificate")
    @Produces("application/pdf")
    @Allowed({ApiRole.DEPOSITOR, ApiRole.ISSUER, ApiRole.AUDITOR})
    public Response certificate(
            @PathParam("id") String id, @Context ContainerRequestContext request)
            throws IOException {
        var evidence = evidence(id, request);
        var policy = Policy.parse(evidence.parts().policy().toArray());
        var pdf = Certificate.print(evidence, policy, clock.instant());
        return download(pdf.toArray(), id + ".pdf");
    }

    private EvidencePackage evidence(String id, ContainerRequestContext request)
            throws IOException {
        var tenant = Caller.required(request).tenant();
        var record =
                records.find(parse(id))
                        .await()
                        .atMost(PATIENCE)
                        .filter(found -> found.row().tenant().equals(tenant))
                        .orElseThrow(PackageResource::notFound);
        return maker.make(record);
    }

    private static Response download(Object content, String name) {
        return Response.ok(content)
                .header("Content-Disposition", "attachment; filename=\"%s\"".formatted(name))
                .header("Cache-Control", "private, no-cache")
                .build();
    }

    private static UUID parse(String id) {
        try {
            return EntryId.fromHex(id).uuid();
        } catch (MalformedException _) {
            throw notFound();
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "No record of this id is yours.");
    }
}
