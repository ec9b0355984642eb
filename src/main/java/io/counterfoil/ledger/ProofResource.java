package io.counterfoil.ledger;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.merkle.Prover;
import io.counterfoil.kernel.merkle.TileHashReader;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.proof.TlogProof;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.counterfoil.platform.record.Records;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Duration;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/// The proof that a record's entry stands in the log under a quorum's checkpoint (C2SP tlog-proof).
@Path("/v1/evidence")
@RunOnVirtualThread
public class ProofResource {

    private static final Duration STORE_PATIENCE = Duration.ofSeconds(10);

    /// A round takes a fraction of a second.
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final HeadStore store;
    private final Records records;

    ProofResource(Ledger ledger, HeadStore store, Records records) {
        this.ledger = ledger;
        this.store = store;
        this.records = records;
    }

    /// The proof under the first final checkpoint that covers the entry: the same bytes for ever.
    @GET
    @Path("/{id}/proof")
    @Produces("text/plain;charset=utf-8")
    public RestResponse<byte[]> proof(@PathParam("id") String id) {
        var log = ledger.parts().orElseThrow(() -> unknown(id));
        var leaf =
                store.leaf(log.number(), parse(id))
                        .await()
                        .atMost(STORE_PATIENCE)
                        .orElseThrow(() -> isPromised(id) ? notYet(id) : unknown(id));
        var published =
                ledger.covering()
                        .orElseThrow(() -> unknown(id))
                        .over(leaf.index())
                        .await()
                        .atMost(STORE_PATIENCE)
                        .orElseThrow(() -> notYet(id));
        var hasher = TreeHasher.sha256();
        var reader = new TileHashReader(hasher, log.tiles(), published.size());
        var inclusion = new Prover(hasher, reader).inclusion(leaf.index(), published.size());
        var proof = new TlogProof(null, leaf.index(), inclusion.path(), published.note());
        return RestResponse.ResponseBuilder.ok(proof.print())
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .build();
    }

    private boolean isPromised(String id) {
        return records.find(parse(id)).await().atMost(STORE_PATIENCE).isPresent();
    }

    private static UUID parse(String id) {
        try {
            return EntryId.fromHex(id).uuid();
        } catch (MalformedException _) {
            throw unknown(id);
        }
    }

    private static ProblemException notYet(String id) {
        return new ProblemException(
                        ProblemType.NOT_YET_FINAL,
                        "No final checkpoint covers the record " + id + ".")
                .retryAfter(ASK_AGAIN);
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(ProblemType.NOT_FOUND, "There is no record " + id + ".");
    }
}
