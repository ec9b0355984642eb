package io.counterfoil.evidence;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.entry.EntryId;
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
import java.time.Duration;
import java.util.UUID;

/// The one file that proves a record by itself.
@Path("/v1/evidence")
public class PackageResource {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Records records;
    private final PackageMaker maker;

    PackageResource(Records records, PackageMaker maker) {
        this.records = records;
        this.maker = maker;
    }

    /// The package of a record of the caller's tenant, once it is dated.
    @GET
    @Path("/{id}/package")
    @RunOnVirtualThread
    @Produces(EvidencePackage.MEDIA_TYPE)
    @Allowed({ApiRole.DEPOSITOR, ApiRole.ISSUER, ApiRole.AUDITOR})
    public Response asPackage(@PathParam("id") String id, @Context ContainerRequestContext request)
            throws IOException {
        var tenant = Caller.required(request).tenant();
        var record =
                records.find(parse(id))
                        .await()
                        .atMost(PATIENCE)
                        .filter(found -> found.row().tenant().equals(tenant))
                        .orElseThrow(PackageResource::notFound);
        StreamingOutput content = maker.make(record)::write;
        return Response.ok(content)
                .header("Content-Disposition", "attachment; filename=\"%s.asice\"".formatted(id))
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
