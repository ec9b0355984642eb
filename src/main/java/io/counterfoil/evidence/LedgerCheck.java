package io.counterfoil.evidence;

import io.counterfoil.crypto.RememberedSignatures;
import io.counterfoil.evidence.PackageReport.Finding;
import io.counterfoil.evidence.PackageReport.Signer;
import io.counterfoil.evidence.PackageReport.Step;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.note.SignatureVerifiers;
import io.counterfoil.kernel.policy.Policy;
import io.counterfoil.kernel.proof.ProofReport;
import io.counterfoil.kernel.proof.ProofReport.Result;
import io.counterfoil.kernel.proof.ProofVerifier;
import io.counterfoil.kernel.proof.TlogProof;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The steps from the leaf to the quorum, under the policy that was found to fit.
///
/// @param word by whose policy; anybody's but the reader's counts for what it is
record LedgerCheck(ProofReport report, Word word) {

    /// Each line is asked for by several policies, and many proofs stand on one checkpoint.
    private static final SignatureVerifiers VERIFIERS = RememberedSignatures.ofThisProcess();

    /// Whose policy the report is under.
    enum Word {
        READER,
        PACKAGE,
        /// Signers that no policy at hand names.
        STRANGER
    }

    private static final Policy NOBODY = new Policy(List.of(), Map.of(), Map.of(), Policy.NONE);

    /// Takes the first trusted policy that is met. Where none is, a signature or path that is wrong
    /// in itself counts before the question whom to trust, and that before the package's own
    /// policy.
    static LedgerCheck of(TlogProof proof, Hash leaf, List<Policy> policies, byte[] ownPolicy) {
        var reports = policies.stream().map(policy -> verify(proof, leaf, policy)).toList();
        return byReader(reports)
                .or(() ->
                        own(ownPolicy)
                                .map(own -> verify(proof, leaf, own))
                                .or(() -> reports.stream().findFirst())
                                .map(report -> new LedgerCheck(report, Word.PACKAGE)))
                .orElseThrow(() -> new MalformedException("the package's own policy is not one"));
    }

    /// The same for a proof that comes without a policy of its own.
    static LedgerCheck of(TlogProof proof, Hash leaf, List<Policy> policies) {
        var reports =
                (policies.isEmpty() ? List.of(NOBODY) : policies)
                        .stream().map(policy -> verify(proof, leaf, policy)).toList();
        return byReader(reports)
                .orElseGet(() -> new LedgerCheck(reports.getFirst(), Word.STRANGER));
    }

    private static Optional<LedgerCheck> byReader(List<ProofReport> reports) {
        return reports.stream()
                .filter(ProofReport::isProven)
                .findFirst()
                .or(() ->
                        reports.stream()
                                .filter(each -> !each.isConsistentButUntrusted())
                                .findFirst())
                .map(report -> new LedgerCheck(report, Word.READER));
    }

    private static ProofReport verify(TlogProof proof, Hash leaf, Policy policy) {
        return new ProofVerifier(policy, VERIFIERS).verify(proof, leaf);
    }

    private static Optional<Policy> own(byte[] policy) {
        try {
            return Optional.of(Policy.parse(policy));
        } catch (MalformedException malformed) {
            return Optional.empty();
        }
    }

    List<Step> steps() {
        return report.steps().stream()
                .map(result ->
                        new Step(
                                result.step().name().toLowerCase(Locale.ROOT),
                                result.step().claim(),
                                finding(result)))
                .toList();
    }

    private Finding finding(Result result) {
        return switch (result) {
            case Result.Passed(var step) when word == Word.READER || !restsOnTrust(step) ->
                    new Finding.Passed(detail(step));
            case Result.Passed(var step) ->
                    new Finding.Untrusted(detail(step) + ", whom no policy of yours names");
            case Result.Failed(_, var reason) when word == Word.STRANGER ->
                    new Finding.Untrusted(reason);
            case Result.Failed(_, var reason) -> new Finding.Failed(reason);
            case Result.Skipped(_) -> new Finding.Skipped("an earlier step failed");
        };
    }

    /// The witnesses of the policy whose cosignatures are valid.
    List<Signer> signers() {
        return report.witnesses().stream()
                .map(each ->
                        new Signer(
                                each.key().name().value(), Instant.ofEpochSecond(each.seconds())))
                .toList();
    }

    private static boolean restsOnTrust(ProofReport.Step step) {
        return switch (step) {
            case LOG, QUORUM -> true;
            case CHECKPOINT, SIGNATURES, INCLUSION -> false;
        };
    }

    private String detail(ProofReport.Step step) {
        return switch (step) {
            case CHECKPOINT, INCLUSION ->
                    report.checkpoint()
                            .map(each -> "%s, %d leaves".formatted(each.origin(), each.size()))
                            .orElse("");
            case SIGNATURES ->
                    "%d known keys".formatted(report.logKeys().size() + report.witnesses().size());
            case LOG ->
                    report.logKeys().stream()
                            .map(key -> key.name().value())
                            .distinct()
                            .collect(Collectors.joining(", "));
            case QUORUM ->
                    report.witnesses().stream()
                            .map(each -> each.key().name().value())
                            .distinct()
                            .collect(Collectors.joining(", "));
        };
    }
}
