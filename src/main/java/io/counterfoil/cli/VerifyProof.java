package io.counterfoil.cli;

import io.counterfoil.crypto.FastSignatureVerifiers;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.policy.Policy;
import io.counterfoil.kernel.proof.ProofReport;
import io.counterfoil.kernel.proof.ProofReport.Result;
import io.counterfoil.kernel.proof.ProofReport.Witnessed;
import io.counterfoil.kernel.proof.ProofVerifier;
import io.counterfoil.kernel.proof.TlogProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Verifies a bare `.tlog-proof`, anybody's: that a leaf stands in a log which the reader's policy
/// names, under a checkpoint that the policy's quorum signed.
record VerifyProof(TlogProof proof, Hash leaf, Trusted trusted) {

    private static final String LINE = "  %-9s %-16s %s";

    /// An entry of the log is never longer (C2SP tlog-tiles).
    private static final int ENTRY_BYTES_MAX = 65_535;

    private static final int UNTRUSTED = 3;
    private static final List<Integer> BEST_FIRST = List.of(0, UNTRUSTED, 1);

    /// @return the exit code
    static int run(byte[] file, Arguments arguments) {
        TlogProof proof;
        try {
            proof = TlogProof.parse(file);
        } catch (MalformedException e) {
            throw new Refusal(
                    1, "This is neither a package nor a proof: %s.".formatted(e.getMessage()));
        }
        var check = new VerifyProof(proof, leaf(arguments), Trusted.of(arguments));
        var report = check.best();
        var output = Output.of(arguments);
        report.steps().forEach(step -> output.say(line(step)));
        output.say(check.conclusion(report));
        output.object(check.object(report));
        return exitCode(report);
    }

    /// What is proved to stand in the log: its leaf hash, or the entry that it is the hash of.
    private static Hash leaf(Arguments arguments) {
        try {
            var entry = arguments.value("entry");
            if (entry.isPresent()) {
                var bytes = Files.readAllBytes(Path.of(entry.get()));
                if (bytes.length > ENTRY_BYTES_MAX) {
                    throw new Refusal("A log's entry has at most 65,535 bytes.");
                }
                return TreeHasher.sha256().leaf(bytes);
            }
            var text =
                    arguments
                            .value("leaf")
                            .orElseThrow(() ->
                                    new Refusal(
                                            "A proof is about a leaf: give its hash with --leaf"
                                                    + " (hex or base64) or the entry's file with"
                                                    + " --entry."));
            return text.length() == 2 * Hash.BYTES ? Hash.fromHex(text) : Hash.fromBase64(text);
        } catch (MalformedException e) {
            throw new Refusal("A leaf's hash is 64 hex digits or 44 characters of base64.");
        } catch (IOException e) {
            throw new Refusal("The entry's file cannot be read.");
        }
    }

    private ProofReport best() {
        var policies =
                trusted.policies().isEmpty()
                        ? List.of(new Policy(List.of(), Map.of(), Map.of(), Policy.NONE))
                        : trusted.policies();
        return policies.stream()
                .map(policy -> new ProofVerifier(policy, new FastSignatureVerifiers()))
                .map(verifier -> verifier.verify(proof, leaf))
                .min(Comparator.comparingInt(report -> BEST_FIRST.indexOf(exitCode(report))))
                .orElseThrow();
    }

    private static int exitCode(ProofReport report) {
        if (report.isProven()) {
            return 0;
        }
        return report.isConsistentButUntrusted() ? UNTRUSTED : 1;
    }

    private String conclusion(ProofReport report) {
        return switch (exitCode(report)) {
            case 0 ->
                    "Proven: the leaf is number %d of %s, under a checkpoint of %d leaves signed by %s."
                            .formatted(
                                    proof.index(),
                                    report.checkpoint().orElseThrow().origin(),
                                    report.checkpoint().orElseThrow().size(),
                                    signers(report));
            case UNTRUSTED ->
                    "Consistent, but its signers are not trusted by you (%s): name a policy that you got from somebody you trust with --policy."
                            .formatted(trusted.source());
            default ->
                    "Not proven: %s."
                            .formatted(
                                    report.failure().map(Result.Failed::reason).orElse("refuted"));
        };
    }

    private static String signers(ProofReport report) {
        var witnesses = report.witnesses().stream().map(Witnessed::name).sorted().toList();
        return witnesses.isEmpty() ? "the log alone" : String.join(", ", witnesses);
    }

    private static String line(Result result) {
        var name = name(result);
        return switch (result) {
            case Result.Passed(var step) -> LINE.formatted("ok", name, step.claim());
            case Result.Failed(var step, var reason) ->
                    LINE.formatted("FAILED", name, step.claim() + ": " + reason);
            case Result.Skipped(var step) -> LINE.formatted("skipped", name, step.claim());
        };
    }

    private Map<String, Object> object(ProofReport report) {
        var object = new LinkedHashMap<String, Object>();
        object.put("leaf", leaf.base64());
        object.put(
                "conclusion",
                switch (exitCode(report)) {
                    case 0 -> "proven";
                    case UNTRUSTED -> "untrusted";
                    default -> "broken";
                });
        object.put("trust", trusted.source().toString());
        var steps = new ArrayList<Map<String, Object>>();
        report.steps().forEach(step -> steps.add(Map.of("name", name(step), "result", word(step))));
        object.put("steps", steps);
        object.put(
                "signers",
                report.witnesses().stream()
                        .collect(Collectors.toMap(Witnessed::name, Witnessed::seconds)));
        return object;
    }

    private static String word(Result result) {
        return switch (result) {
            case Result.Passed _ -> "passed";
            case Result.Failed(_, var reason) -> "failed: " + reason;
            case Result.Skipped _ -> "skipped";
        };
    }

    private static String name(Result result) {
        return result.step().name().toLowerCase(Locale.ROOT);
    }
}
