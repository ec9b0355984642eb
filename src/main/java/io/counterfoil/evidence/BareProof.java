package io.counterfoil.evidence;

import io.counterfoil.evidence.PackageReport.Conclusion;
import io.counterfoil.evidence.PackageReport.Facts;
import io.counterfoil.evidence.PackageReport.Finding;
import io.counterfoil.evidence.PackageReport.Step;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.Manifest;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.proof.TlogProof;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A `.tlog-proof` with what it is about: the entry, and as much of the way from a document as is
/// at hand. It is verified by the steps of a package, except that nothing dates it.
///
/// @param entry the leaf's bytes
/// @param document never without the manifest, which alone leads from it to the entry
record BareProof(
        TlogProof proof,
        Bytes entry,
        Optional<Manifest> manifest,
        Optional<ReadDocument> document) {

    BareProof {
        if (document.isPresent() && manifest.isEmpty()) {
            throw new IllegalArgumentException("only the manifest leads from document to entry");
        }
    }

    /// Checks every step.
    ///
    /// @throws io.counterfoil.kernel.MalformedException when a part is not in its one form
    PackageReport verify(PackageVerifier.Trust trust) {
        var checkpoint = Checkpoint.parse(proof.note().text());
        var about = Entry.parse(entry.toArray());
        var steps = new ArrayList<Step>();
        steps.add(new Step("document", DocumentLink.DOCUMENT_CLAIM, document(about, checkpoint)));
        steps.add(new Step("manifest", DocumentLink.MANIFEST_CLAIM, manifest(about, checkpoint)));
        manifest.flatMap(each -> NumberCheck.of(each, about, trust.vrfKeys()))
                .ifPresent(check -> steps.addAll(check.steps(document)));
        var leaf = TreeHasher.sha256().leaf(entry.toArray());
        var ledger = LedgerCheck.of(proof, leaf, trust.policies());
        steps.addAll(ledger.steps());
        var ignored =
                proof.extra() == null
                        ? List.<String>of()
                        : List.of("the proof's line extra: the format leaves it unproven");
        return new PackageReport(
                conclusion(steps), steps, ignored, facts(about, checkpoint, ledger));
    }

    private Finding document(Entry about, Checkpoint checkpoint) {
        return document.<Finding>flatMap(read ->
                        manifest.map(each ->
                                new DocumentLink(each, about, checkpoint.origin())
                                        .checkDocument(read.digests())))
                .orElse(new Finding.Skipped("no document was handed in"));
    }

    private Finding manifest(Entry about, Checkpoint checkpoint) {
        return manifest.map(
                        each -> new DocumentLink(each, about, checkpoint.origin()).checkManifest())
                .orElse(new Finding.Skipped("no manifest was handed in"));
    }

    private static Conclusion conclusion(List<Step> steps) {
        if (steps.stream().anyMatch(step -> step.finding() instanceof Finding.Failed)) {
            return Conclusion.BROKEN;
        }
        return steps.stream().anyMatch(step -> step.finding() instanceof Finding.Untrusted)
                ? Conclusion.UNTRUSTED
                : Conclusion.PROVEN;
    }

    private Optional<Facts> facts(Entry about, Checkpoint checkpoint, LedgerCheck ledger) {
        return about instanceof Entry.Recorded recorded
                ? Optional.of(
                        new Facts(
                                recorded.id(),
                                checkpoint.origin(),
                                proof.index(),
                                checkpoint.size(),
                                Instant.ofEpochMilli(recorded.receivedAt()),
                                Optional.empty(),
                                document.map(read -> read.digests().sha256()),
                                ledger.signers(),
                                List.of()))
                : Optional.empty();
    }
}
