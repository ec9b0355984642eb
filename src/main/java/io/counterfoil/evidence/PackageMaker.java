package io.counterfoil.evidence;

import io.counterfoil.crypto.DataGroup;
import io.counterfoil.crypto.EvidenceRecord;
import io.counterfoil.crypto.HashTree;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.entry.Manifest;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.proof.TlogProof;
import io.counterfoil.platform.consortium.Consortium;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.counterfoil.platform.record.RecordSecrets;
import io.counterfoil.platform.record.RecordState;
import io.counterfoil.platform.record.Records;
import io.counterfoil.platform.record.StoredRecord;
import io.counterfoil.vault.Documents;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Gathers what proves one record: its parts from the tables and the vault, its proof from the
/// ledger, its evidence records from the batch that holds it.
@ApplicationScoped
class PackageMaker {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// A round of dating takes about a second.
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    /// Names by which a person's computer knows what to open the document with.
    private static final Map<String, String> NAMES =
            Map.of(
                    "application/pdf", "document.pdf",
                    "application/xml", "document.xml",
                    "text/xml", "document.xml",
                    "text/plain", "document.txt",
                    "application/json", "document.json",
                    "image/png", "document.png",
                    "image/jpeg", "document.jpg");

    private final EvidenceConfig config;
    private final BatchStore batches;
    private final RecordSecrets secrets;
    private final LedgerProofs proofs;
    private final Path data;
    private final Documents documents;

    PackageMaker(
            EvidenceConfig config,
            BatchStore batches,
            RecordSecrets secrets,
            LedgerProofs proofs,
            Documents documents,
            @ConfigProperty(name = "counterfoil.data") Path data) {
        this.config = config;
        this.batches = batches;
        this.secrets = secrets;
        this.proofs = proofs;
        this.documents = documents;
        this.data = data;
    }

    /// What proves a dated record.
    ///
    /// @throws ProblemException when it is not final or not dated yet, or was refused
    EvidencePackage make(Records.Found record) throws IOException {
        var id = EntryId.of(record.row().id());
        var index = requireFinal(record.state(), id).index();
        var batch = await(batches.holding(config.log(), index)).orElseThrow(() -> notYet(id));
        var tokens = await(batches.tokens(config.log(), batch.end()));
        if (tokens.isEmpty()) {
            throw notYet(id);
        }
        var manifest = await(secrets.manifest(record.row()));
        var proof = proofs.of(id);
        var checkpoint = TlogProof.parse(proof).note().print();
        var parts =
                new EvidencePackage.LedgerParts(
                        manifest,
                        Bytes.of(record.row().entry().getBytes()),
                        Bytes.of(proof),
                        Bytes.of(checkpoint.getBytes(StandardCharsets.UTF_8)),
                        Bytes.of(
                                Files.readAllBytes(
                                        data.resolve("trust").resolve(Consortium.POLICY))));
        var tree = HashTree.ofStored(batch.groups());
        var group = group(record.row());
        var checkpointGroup = Dating.checkpointGroup(checkpoint);
        var datings =
                tokens.stream()
                        .map(stamped ->
                                new EvidencePackage.Dating(
                                        dated(tree, group, stamped),
                                        dated(tree, checkpointGroup, stamped)))
                        .toList();
        return new EvidencePackage(document(record.row(), manifest), parts, datings);
    }

    private static RecordState.Leaf requireFinal(RecordState state, EntryId id) {
        var leaf = state.leaf();
        if (leaf.isEmpty() || !state.isFinal()) {
            throw new ProblemException(
                            ProblemType.NOT_YET_FINAL,
                            "No final checkpoint covers the record %s yet.".formatted(id))
                    .retryAfter(ASK_AGAIN);
        }
        if (leaf.get().refusal().isPresent()) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND,
                    "The log refused the record: its refusal has a proof, but there is neither"
                            + " package nor certificate.");
        }
        return leaf.get();
    }

    private static EvidenceRecord dated(
            HashTree tree, DataGroup group, BatchStore.Stamped stamped) {
        return tree.record(group, stamped.token())
                .orElseThrow(() -> new IllegalStateException("the batch's tree lacks the record"));
    }

    private static DataGroup group(StoredRecord row) {
        var entry = (Entry.Recorded) Entry.parse(row.entry().getBytes());
        return row.content()
                ? DataGroup.of(Hash.of(row.digest().getBytes()), entry.manifest())
                : DataGroup.of(entry.manifest());
    }

    private Optional<EvidencePackage.Document> document(StoredRecord row, Manifest manifest)
            throws IOException {
        if (!row.content()) {
            return Optional.empty();
        }
        var key = await(secrets.dataKey(row));
        var id = EntryId.of(row.id());
        EvidencePackage.Source content = () -> open(documents.read(id, key), id);
        var name = NAMES.getOrDefault(EvidencePackage.mediaType(manifest), "document.bin");
        return Optional.of(new EvidencePackage.Document(name, content));
    }

    private static InputStream open(Optional<InputStream> document, EntryId id)
            throws FileNotFoundException {
        return document.orElseThrow(
                () -> new FileNotFoundException("the vault lacks the document of " + id));
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().atMost(PATIENCE);
    }

    private static ProblemException notYet(EntryId id) {
        return new ProblemException(
                        ProblemType.NOT_YET_DATED,
                        "No time-stamp covers the record %s yet.".formatted(id))
                .retryAfter(ASK_AGAIN);
    }
}
