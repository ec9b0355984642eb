package io.counterfoil.evidence;

import io.counterfoil.crypto.DigestAlgorithm;
import io.counterfoil.crypto.EvidenceRecord;
import io.counterfoil.crypto.TimeStampRoots;
import io.counterfoil.evidence.PackageReport.Conclusion;
import io.counterfoil.evidence.PackageReport.Dated;
import io.counterfoil.evidence.PackageReport.Facts;
import io.counterfoil.evidence.PackageReport.Finding;
import io.counterfoil.evidence.PackageReport.Step;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.Verdict;
import io.counterfoil.kernel.entry.DigestName;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.Manifest;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.kernel.proof.TlogProof;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// One verification of one package whose parts could be told apart.
final class PackageCheck {

    static final String CONTAINER_CLAIM = "the file is a package in its one form";

    /// An authority's clock may be behind the operator's by so much.
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(2);

    private final PackageContents contents;
    private final PackageVerifier.Trust trust;
    private final Instant now;
    private final Manifest manifest;
    private final Entry entry;
    private final TlogProof proof;
    private final SignedNote note;
    private final List<EvidenceRecord> records = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    /// Reads all parts.
    ///
    /// @throws MalformedException when one is not in its one form
    PackageCheck(PackageContents contents, PackageVerifier.Trust trust, Instant now) {
        this.contents = contents;
        this.trust = trust;
        this.now = now;
        this.manifest = Manifest.parse(bytes(EvidencePackage.MANIFEST));
        this.entry = Entry.parse(bytes(EvidencePackage.ENTRY));
        this.proof = TlogProof.parse(bytes(EvidencePackage.PROOF));
        this.note = SignedNote.parse(bytes(EvidencePackage.CHECKPOINT));
        for (int number = 1; number <= 2 * contents.datings(); number++) {
            records.add(EvidenceRecord.parse(contents.part(EvidencePackage.recordName(number))));
        }
    }

    PackageReport run() {
        add("container", CONTAINER_CLAIM, container());
        add("document", DocumentLink.DOCUMENT_CLAIM, document());
        add("manifest", DocumentLink.MANIFEST_CLAIM, link().checkManifest());
        steps.addAll(number());
        var ledger = ledger();
        add("dated-checkpoint", "what was dated is the checkpoint of the proof", checkpoint());
        dates();
        var ignored = new ArrayList<String>();
        ignored.add(EvidencePackage.POLICY + ": a convenience; who is trusted comes from outside");
        if (proof.extra() != null) {
            ignored.add(EvidencePackage.PROOF + ", line extra: the format leaves it unproven");
        }
        return new PackageReport(conclusion(), steps, ignored, Optional.of(facts(ledger)));
    }

    private Finding container() {
        if (!contents.defects().isEmpty()) {
            return new Finding.Failed(String.join("; ", contents.defects()));
        }
        var type = EvidencePackage.mediaType(manifest);
        return contents.hasRightRecordManifests(type)
                ? new Finding.Passed("%d parts".formatted(contents.small().size()))
                : new Finding.Failed("a list of dated files does not fit the files");
    }

    private Finding document() {
        return contents.document()
                .map(document -> link().checkDocument(document.digests()))
                .orElse(new Finding.Skipped("the package holds no document, only its digests"));
    }

    /// Only invoices have a number.
    private List<Step> number() {
        var document = contents.document().map(PackageContents.Document::read);
        return NumberCheck.of(manifest, entry, trust.vrfKeys())
                .map(check -> check.steps(document))
                .orElse(List.of());
    }

    private DocumentLink link() {
        return new DocumentLink(manifest, entry, checkpointOf(proof.note()).origin());
    }

    private LedgerCheck ledger() {
        var leaf = TreeHasher.sha256().leaf(bytes(EvidencePackage.ENTRY));
        var ledger = LedgerCheck.of(proof, leaf, trust.policies(), bytes(EvidencePackage.POLICY));
        steps.addAll(ledger.steps());
        return ledger;
    }

    /// The dated note has the proof's text and all of its signature lines, so the dates hold for
    /// them.
    private Finding checkpoint() {
        var proven = proof.note();
        if (!note.text().equals(proven.text())) {
            return new Finding.Failed("it is another checkpoint");
        }
        if (!new HashSet<>(note.signatures()).containsAll(proven.signatures())) {
            return new Finding.Failed("the proof has signatures that were not dated");
        }
        return new Finding.Passed("%d signatures".formatted(proven.signatures().size()));
    }

    private void dates() {
        for (int i = 0; i < records.size(); i++) {
            var aboutGroup = i % 2 == 0;
            var claim =
                    aboutGroup
                            ? "the authority dated document and manifest"
                            : "the authority dated the checkpoint";
            add(
                    "time-stamp-%03d".formatted(i + 1),
                    claim,
                    date(records.get(i), aboutGroup ? this::group : this::checkpointGroup));
        }
    }

    private Finding date(EvidenceRecord evidence, EvidenceRecord.Objects objects) {
        var expected = objects.digests(evidence.groupAlgorithm());
        if (!new HashSet<>(expected).equals(new HashSet<>(evidence.group()))) {
            return new Finding.Failed("the evidence record is not about these files alone");
        }
        var outcome = evidence.verify(objects, trust.roots(), now);
        var authority = evidence.tokens().getFirst().authority();
        if (outcome.dated().isBefore(receivedAt().minus(CLOCK_SKEW))) {
            return new Finding.Failed("it was dated before it was received");
        }
        var detail = "%s by %s".formatted(outcome.dated(), authority);
        if (outcome.verdict() instanceof Verdict.Refuted(String reason)) {
            // Not to be trusted and not to be valid are two things.
            var consistent =
                    !evidence.isByAuthoritiesOf(trust.roots())
                            && evidence.verify(objects, TimeStampRoots.anybody(), now)
                                    .verdict()
                                    .isProven();
            return consistent
                    ? new Finding.Untrusted(detail + ", whom no root of yours vouches for")
                    : new Finding.Failed(reason);
        }
        return new Finding.Passed(String.join("; ", withRemarks(detail, outcome)));
    }

    private static List<String> withRemarks(String detail, EvidenceRecord.Outcome outcome) {
        var all = new ArrayList<>(List.of(detail));
        all.addAll(outcome.remarks());
        return all;
    }

    /// The digests of document and manifest; a renewed record may ask for one that was not
    /// computed.
    private List<Bytes> group(DigestAlgorithm algorithm) {
        var digests = new ArrayList<Bytes>();
        if (contents.document().isPresent()) {
            var document = contents.document().get().digests();
            switch (algorithm) {
                case SHA_256 -> digests.add(Bytes.of(document.sha256().bytes()));
                case SHA3_256 -> digests.add(Bytes.of(document.sha3().bytes()));
                case SM3 -> digests.add(Bytes.of(document.sm3().bytes()));
                case SHA_384, SHA_512, SHA3_384, SHA3_512 ->
                        throw new MalformedException(
                                "a record over %s cannot be checked yet"
                                        .formatted(algorithm.standardName()));
            }
        }
        digests.add(algorithm.digest(contents.part(EvidencePackage.MANIFEST)));
        return digests;
    }

    private List<Bytes> checkpointGroup(DigestAlgorithm algorithm) {
        return List.of(algorithm.digest(contents.part(EvidencePackage.CHECKPOINT)));
    }

    /// One authority that the reader trusts suffices, for the group as for the checkpoint.
    private Conclusion conclusion() {
        if (steps.stream().anyMatch(step -> step.finding() instanceof Finding.Failed)) {
            return Conclusion.BROKEN;
        }
        var dates = steps.subList(steps.size() - records.size(), steps.size());
        var groupDated = false;
        var checkpointDated = false;
        for (int i = 0; i < dates.size(); i++) {
            var passed = dates.get(i).finding() instanceof Finding.Passed;
            groupDated |= passed && i % 2 == 0;
            checkpointDated |= passed && i % 2 == 1;
        }
        var signed =
                steps.subList(0, steps.size() - records.size()).stream()
                        .noneMatch(step -> step.finding() instanceof Finding.Untrusted);
        return signed && groupDated && checkpointDated ? Conclusion.PROVEN : Conclusion.UNTRUSTED;
    }

    private Facts facts(LedgerCheck ledger) {
        var checkpoint = checkpointOf(proof.note());
        var dates =
                records.stream()
                        .map(EvidenceRecord::tokens)
                        .map(List::getFirst)
                        .map(token -> new Dated(token.authority(), token.time()))
                        .distinct()
                        .toList();
        return new Facts(
                manifest.id(),
                checkpoint.origin(),
                proof.index(),
                checkpoint.size(),
                receivedAt(),
                contents.document().map(PackageContents.Document::name),
                Optional.ofNullable(manifest.document().digests().get(DigestName.SHA_256)),
                ledger.signers(),
                dates);
    }

    private Instant receivedAt() {
        return Instant.ofEpochMilli(manifest.capture().receivedAt());
    }

    private static Checkpoint checkpointOf(SignedNote note) {
        return Checkpoint.parse(note.text());
    }

    private byte[] bytes(String part) {
        return contents.part(part).toArray();
    }

    private void add(String name, String claim, Finding finding) {
        steps.add(new Step(name, claim, finding));
    }
}
