package io.counterfoil.evidence;

import io.counterfoil.evidence.PackageReport.Conclusion;
import io.counterfoil.evidence.PackageReport.Finding;
import io.counterfoil.evidence.PackageReport.Step;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.Manifest;
import io.counterfoil.kernel.proof.TlogProof;
import io.counterfoil.platform.body.Bodies;
import io.counterfoil.platform.body.MultipartReader;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.counterfoil.platform.record.RecordSecrets;
import io.counterfoil.platform.record.RecordState.Leaf;
import io.counterfoil.platform.record.Records;
import io.counterfoil.platform.record.StoredRecord;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the form with a proof and what it is about. Where entry and manifest are missing they are
/// looked for here, by the document's digest: only records that may be found so, since everybody
/// may ask.
@ApplicationScoped
class ProofForm {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MANIFEST_BYTES_MAX = 1 << 20;

    /// A document that was submitted more often is verified with its entry and manifest.
    private static final int RECORDS_MAX = 200;

    private final Records records;
    private final RecordSecrets secrets;

    ProofForm(Records records, RecordSecrets secrets) {
        this.records = records;
        this.secrets = secrets;
    }

    /// What a form held.
    ///
    /// @param small the parts but the document, by name
    private record Parts(Optional<ReadDocument> document, Map<String, byte[]> small) {}

    /// Reads to the end and verifies; the document streams through.
    ///
    /// @param contentType with the boundary
    /// @throws MalformedException when a part is not what its name says
    PackageReport verify(String contentType, InputStream body, PackageVerifier.Trust trust)
            throws IOException {
        var parts = parts(new MultipartReader(contentType, body));
        var proof =
                TlogProof.parse(
                        Optional.ofNullable(parts.small.get("proof"))
                                .orElseThrow(() -> refuse("The form has no part \"proof\".")));
        var entry = Optional.ofNullable(parts.small.get("entry")).map(Bytes::of);
        var manifest = Optional.ofNullable(parts.small.get("manifest")).map(Manifest::parse);
        if (entry.isEmpty()) {
            var document =
                    parts.document.orElseThrow(
                            () -> refuse("The form needs a part \"file\" or \"entry\"."));
            return lookUp(proof, document)
                    .map(found -> found.verify(trust))
                    .orElseGet(() -> unknown(proof));
        }
        if (parts.document.isPresent() && manifest.isEmpty()) {
            throw refuse("Only the part \"manifest\" leads from \"file\" to \"entry\".");
        }
        return new BareProof(proof, entry.get(), manifest, parts.document).verify(trust);
    }

    private static Parts parts(MultipartReader reader) throws IOException {
        Optional<ReadDocument> document = Optional.empty();
        var small = new HashMap<String, byte[]>();
        for (var part = reader.next(); part.isPresent(); part = reader.next()) {
            var name = part.get().name();
            var content = part.get().content();
            switch (name) {
                case "file" -> document = Optional.of(ReadDocument.of(content));
                case "proof" -> small.put(name, Bodies.read(content, TlogProof.BYTES_MAX));
                case "entry" -> small.put(name, Bodies.read(content, Entry.BYTES_MAX));
                case "manifest" -> small.put(name, Bodies.read(content, MANIFEST_BYTES_MAX));
                default ->
                        throw refuse(
                                "A form has the parts \"file\", \"proof\", \"entry\" and"
                                        + " \"manifest\".");
            }
        }
        return new Parts(document, small);
    }

    private Optional<BareProof> lookUp(TlogProof proof, ReadDocument document) {
        var digest = Buffer.buffer(document.digests().sha256().bytes());
        var records =
                this.records
                        .findByDigest(digest, Long.MAX_VALUE, RECORDS_MAX)
                        .await()
                        .atMost(PATIENCE);
        return records.stream()
                .filter(found -> found.state().leaf().map(Leaf::index).equals(index(proof)))
                .findFirst()
                .map(found -> ofRecord(proof, found.row(), document));
    }

    private BareProof ofRecord(TlogProof proof, StoredRecord row, ReadDocument document) {
        var manifest = secrets.manifest(row).await().atMost(PATIENCE);
        var entry = Bytes.of(row.entry().getBytes());
        return new BareProof(proof, entry, Optional.of(manifest), Optional.of(document));
    }

    private static Optional<Long> index(TlogProof proof) {
        return Optional.of(proof.index());
    }

    private static PackageReport unknown(TlogProof proof) {
        var why =
                "none that may be looked up does at leaf %d; if there is one, send \"entry\" and \"manifest\" too"
                        .formatted(proof.index());
        var step =
                new Step(
                        "document",
                        "a record of the document stands where the proof says",
                        new Finding.Failed(why));
        return new PackageReport(Conclusion.BROKEN, List.of(step), List.of(), Optional.empty());
    }

    private static ProblemException refuse(String detail) {
        return new ProblemException(ProblemType.MALFORMED, detail);
    }
}
