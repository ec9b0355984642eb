package io.counterfoil.evidence;

import io.counterfoil.kernel.policy.Policy;
import io.counterfoil.platform.identity.Allowed;
import io.counterfoil.platform.identity.ApiRole;
import io.counterfoil.platform.record.PrivateRecords;
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

/// What a record's tenant takes away: the one file that proves it by itself, and the certificate
/// for people.
@Path("/v1/evidence")
@RunOnVirtualThread
public class PackageResource {

    private final PrivateRecords records;
    private final PackageMaker maker;
    private final Clock clock = Clock.systemUTC();

    PackageResource(PrivateRecords records, PackageMaker maker) {
        this.records = records;
        this.maker = maker;
    }

    /// The package of a record, to its tenant or by a share link, once it is dated.
    @GET
    @Path("/{id}/package")
    @Produces(EvidencePackage.MEDIA_TYPE)
    @Allowed(
            value = {ApiRole.DEPOSITOR, ApiRole.ISSUER, ApiRole.AUDITOR},
            shared = true)
    public Response asPackage(@PathParam("id") String id, @Context ContainerRequestContext request)
            throws IOException {
        StreamingOutput content = maker.make(records.shared(request, id))::write;
        return download(content, id + ".asice");
    }

    /// The certificate of a record, to its tenant or by a share link, once it is dated: a PDF/A-3
    /// printed now.
    @GET
    @Path("/{id}/certificate")
    @Produces("application/pdf")
    @Allowed(
            value = {ApiRole.DEPOSITOR, ApiRole.ISSUER, ApiRole.AUDITOR},
            shared = true)
    public Response certificate(
            @PathParam("id") String id, @Context ContainerRequestContext request)
            throws IOException {
        var evidence = maker.make(records.shared(request, id));
        var policy = Policy.parse(evidence.parts().policy().toArray());
        var pdf = Certificate.print(evidence, policy, clock.instant());
        return download(pdf.toArray(), id + ".pdf");
    }

    private static Response download(Object content, String name) {
        return Response.ok(content)
                .header("Content-Disposition", "attachment; filename=\"%s\"".formatted(name))
                .header("Cache-Control", "private, no-cache")
                .build();
    }
}
