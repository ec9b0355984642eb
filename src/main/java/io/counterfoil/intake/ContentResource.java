package io.counterfoil.intake;

import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.entry.Manifest;
import io.counterfoil.platform.identity.Allowed;
import io.counterfoil.platform.identity.ApiRole;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.counterfoil.platform.record.PrivateRecords;
import io.counterfoil.platform.record.RecordSecrets;
import io.counterfoil.platform.record.StoredRecord;
import io.counterfoil.vault.Documents;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestPath;

/// Gives a document back to its tenant, and to whoever holds a share link.
@Path("/v1/evidence/{id}/content")
public class ContentResource {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PrivateRecords records;
    private final RecordSecrets secrets;
    private final Documents documents;

    ContentResource(PrivateRecords records, RecordSecrets secrets, Documents documents) {
        this.records = records;
        this.secrets = secrets;
        this.documents = documents;
    }

    /// The bytes, each piece checked before it is given out. On a virtual thread of its own, which
    /// may wait for the database and the disk.
    @GET
    @RunOnVirtualThread
    @Produces(MediaType.WILDCARD)
    @Allowed(
            value = {ApiRole.DEPOSITOR, ApiRole.ISSUER, ApiRole.AUDITOR},
            shared = true)
    public Response content(@RestPath String id, @Context ContainerRequestContext request)
            throws IOException {
        var row = records.shared(request, id).row();
        if (!row.content()) {
            throw notFound();
        }
        var manifest = secrets.manifest(row).await().atMost(PATIENCE);
        return Response.ok(open(row))
                .type(type(manifest))
                .header("Content-Length", size(manifest))
                .header("Content-Disposition", "attachment; filename=\"" + id + "\"")
                .header("Cache-Control", "private, no-cache")
                .header("Content-Security-Policy", "sandbox")
                .build();
    }

    private InputStream open(StoredRecord row) throws IOException {
        var key = secrets.dataKey(row).await().atMost(PATIENCE);
        return documents.read(EntryId.of(row.id()), key).orElseThrow(ContentResource::notFound);
    }

    private static String type(Manifest manifest) {
        var type = manifest.document().type();
        return type == null || !isMediaType(type) ? MediaType.APPLICATION_OCTET_STREAM : type;
    }

    /// Whether a text can stand in a header Content-Type.
    static boolean isMediaType(String text) {
        try {
            var type = MediaType.valueOf(text);
            return !type.isWildcardType() && !type.isWildcardSubtype();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static long size(Manifest manifest) {
        var size = manifest.document().size();
        if (size == null) {
            throw new IllegalStateException("a stored document has a size");
        }
        return size;
    }

    private static ProblemException notFound() {
        return new ProblemException(
                ProblemType.NOT_FOUND, "Of this record only digests were handed in.");
    }
}
