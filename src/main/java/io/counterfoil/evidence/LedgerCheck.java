package io.counterfoil.evidence;

import io.counterfoil.crypto.FastSignatureVerifiers;
import io.counterfoil.evidence.PackageReport.Finding;
import io.counterfoil.evidence.PackageReport.Step;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.policy.Policy;
import io.counterfoil.kernel.proof.ProofReport;
import io.counterfoil.kernel.proof.ProofReport.Result;
import io.counterfoil.kernel.proof.ProofVerifier;
import io.counterfoil.kernel.proof.TlogProof;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The steps from the leaf to the quorum, under the policy that was found to fit.
///
/// @param trusted whether the reader's own policy was met; else the package's own word counts for
///   what it is
record LedgerCheck(ProofReport report, boolean trusted) {

    /// Takes the first trusted policy that is met. Where none is, a signature or path that is wrong
    /// in itself counts before the question whom to trust, and that before the package's own
    /// policy.
    static LedgerCheck of(TlogProof proof, Hash leaf, List<Policy> policies, byte[] ownPolicy) {
        var reports = policies.stream().map(policy -> verify(proof, leaf, policy)).toList();
        var proven = reports.stream().filter(ProofReport::isProven).findFirst();
        if (proven.isPresent()) {
            return new LedgerCheck(proven.get(), true);
        }
        var wrong = reports.stream().filter(each -> !each.isConsistentButUntrusted()).findFirst();
        if (wrong.isPresent()) {
            return new LedgerCheck(wrong.get(), true);
        }
        var own = own(ownPolicy).map(policy -> verify(proof, leaf, policy));
        return own.or(() -> reports.stream().findFirst())
                .map(report -> new LedgerCheck(report, false))
                .orElseThrow(() -> new MalformedException("the package's own policy is not one"));
    }

    private static ProofReport verify(TlogProof proof, Hash leaf, Policy policy) {
        return new ProofVerifier(policy, new FastSignatureVerifiers()).verify(proof, leaf);
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
            case Result.Passed(var step) when trusted || !restsOnTrust(step) ->
                    new Finding.Passed(detail(step));
            case Result.Passed(var step) ->
                    new Finding.Untrusted(detail(step) + ", whom no policy of yours names");
            case Result.Failed(_, var reason) -> new Finding.Failed(reason);
            case Result.Skipped(_) -> new Finding.Skipped("an earlier step failed");
        };
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
