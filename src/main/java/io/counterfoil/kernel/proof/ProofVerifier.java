package io.counterfoil.kernel.proof;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.Verdict;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.InclusionProof;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.NoteKeys;
import io.counterfoil.kernel.note.NoteKeys.Opening;
import io.counterfoil.kernel.note.NoteKeys.Signed;
import io.counterfoil.kernel.note.SignatureVerifiers;
import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.kernel.note.VerifierKey;
import io.counterfoil.kernel.policy.Policy;
import io.counterfoil.kernel.policy.Policy.Witness;
import io.counterfoil.kernel.proof.ProofReport.Result;
import io.counterfoil.kernel.proof.ProofReport.Step;
import io.counterfoil.kernel.proof.ProofReport.Witnessed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Verifies proofs against one policy, offline. Safe for use by many threads.
public final class ProofVerifier {

    private final Policy policy;
    private final TreeHasher hasher;
    private final SignatureVerifiers verifiers;

    /// Trusts what the policy names; the tree hash is SHA-256, as C2SP fixes it.
    public ProofVerifier(Policy policy, SignatureVerifiers verifiers) {
        this(policy, verifiers, TreeHasher.sha256());
    }

    /// Trusts what the policy names, over another tree hash.
    public ProofVerifier(Policy policy, SignatureVerifiers verifiers, TreeHasher hasher) {
        this.policy = policy;
        this.verifiers = verifiers;
        this.hasher = hasher;
    }

    /// Checks that the leaf stands in a log of the policy, at the index that the proof says.
    public ProofReport verify(TlogProof proof, Hash leaf) {
        try {
            SignedNote note = proof.note();
            return verify(proof, leaf, note, Checkpoint.parse(note.text()));
        } catch (MalformedException e) {
            return unreadable(String.valueOf(e.getMessage()));
        }
    }

    private ProofReport verify(TlogProof proof, Hash leaf, SignedNote note, Checkpoint checkpoint) {
        var results = new ArrayList<Result>();
        results.add(new Result.Passed(Step.CHECKPOINT));
        List<Signed> signers = signers(note, checkpoint.origin(), results);
        var logKeys = new HashSet<>(policy.logKeys(checkpoint.origin()));
        var logs = signers.stream().map(Signed::key).filter(logKeys::contains).toList();
        var witnesses = witnesses(signers);
        boolean opened = results.getLast() instanceof Result.Passed;
        if (opened) {
            results.add(result(Step.LOG, logVerdict(logs)));
            results.add(result(Step.QUORUM, quorumVerdict(witnesses)));
        } else {
            results.add(new Result.Skipped(Step.LOG));
            results.add(new Result.Skipped(Step.QUORUM));
        }
        var inclusion = new InclusionProof(proof.index(), checkpoint.size(), proof.path());
        results.add(result(Step.INCLUSION, inclusion.verify(hasher, leaf, checkpoint.root())));
        return new ProofReport(results, Optional.of(checkpoint), logs, witnesses);
    }

    private static ProofReport unreadable(String reason) {
        var results = new ArrayList<Result>();
        for (Step step : Step.values()) {
            results.add(
                    step == Step.CHECKPOINT
                            ? new Result.Failed(step, reason)
                            : new Result.Skipped(step));
        }
        return new ProofReport(results, Optional.empty(), List.of(), List.of());
    }

    /// The valid lines by known keys; none when a line by a known key fails. A note without any
    /// known key opens here, and then misses the log.
    private List<Signed> signers(SignedNote note, String origin, List<Result> results) {
        var known =
                Stream.concat(
                                policy.logKeys(origin).stream(),
                                policy.witnesses().values().stream().map(Witness::key))
                        .distinct()
                        .toList();
        return switch (new NoteKeys(known, verifiers).open(note)) {
            case Opening.Opened(var signers) -> {
                results.add(new Result.Passed(Step.SIGNATURES));
                yield signers;
            }
            case Opening.Rejected(var reason, var badKnownLine) -> {
                results.add(
                        badKnownLine
                                ? new Result.Failed(Step.SIGNATURES, reason)
                                : new Result.Passed(Step.SIGNATURES));
                yield List.of();
            }
        };
    }

    private List<Witnessed> witnesses(List<Signed> signers) {
        var witnessed = new ArrayList<Witnessed>();
        for (Signed signer : signers) {
            VerifierKey key = signer.key();
            policy.witnesses().values().stream()
                    .filter(witness -> witness.key().equals(key))
                    .map(witness -> new Witnessed(witness.name(), key, signer.seconds()))
                    .forEach(witnessed::add);
        }
        return witnessed;
    }

    private static Verdict logVerdict(List<VerifierKey> logs) {
        return Verdict.of(!logs.isEmpty(), "no log of the policy signed the checkpoint");
    }

    private Verdict quorumVerdict(List<Witnessed> witnesses) {
        var names = witnesses.stream().map(Witnessed::name).collect(Collectors.toSet());
        return Verdict.of(
                policy.isMetBy(names),
                "the cosignatures of %d known witnesses are no quorum".formatted(names.size()));
    }

    private static Result result(Step step, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Proven() -> new Result.Passed(step);
            case Verdict.Refuted(var reason) -> new Result.Failed(step, reason);
        };
    }
}
