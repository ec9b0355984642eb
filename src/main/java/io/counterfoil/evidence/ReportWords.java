package io.counterfoil.evidence;

import io.counterfoil.evidence.PackageReport.Facts;
import io.counterfoil.evidence.PackageReport.Finding;
import io.counterfoil.evidence.PackageReport.Signer;
import io.counterfoil.evidence.PackageReport.Step;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A report in words: the same from the command line and from the server.
public final class ReportWords {

    private ReportWords() {}

    /// What it all comes to, in one sentence.
    ///
    /// @param untrusted says whose trust is missing
    public static String conclusion(PackageReport report, String untrusted) {
        return switch (report.conclusion()) {
            case PROVEN ->
                    "Proven: "
                            + report.facts().map(ReportWords::proven).orElse("every step holds.");
            case UNTRUSTED -> untrusted;
            case BROKEN ->
                    "Not proven: %s."
                            .formatted(
                                    report.failure()
                                            .map(step ->
                                                    "\"%s\" does not hold".formatted(step.claim()))
                                            .orElse("a step does not hold"));
        };
    }

    /// The report for a program: conclusion, steps, what nothing rests on, and the facts.
    public static Map<String, Object> object(PackageReport report) {
        var object = new LinkedHashMap<String, Object>();
        object.put("conclusion", report.conclusion().name().toLowerCase(Locale.ROOT));
        object.put("steps", report.steps().stream().map(ReportWords::step).toList());
        object.put("ignored", report.ignored());
        report.facts().ifPresent(facts -> object.put("facts", facts(facts)));
        return object;
    }

    private static String proven(Facts facts) {
        var signers = facts.signers().stream().map(Signer::name).distinct().sorted().toList();
        var leaf =
                "%s is leaf %d of %s, signed by %s"
                        .formatted(
                                facts.document().orElse("the record " + facts.id().hex()),
                                facts.index(),
                                facts.log(),
                                String.join(", ", signers));
        var dates =
                facts.dates().stream()
                        .map(dated -> "%s (%s)".formatted(second(dated.at()), dated.authority()))
                        .collect(Collectors.joining(", "));
        return dates.isEmpty() ? leaf + "." : "%s, and existed before %s.".formatted(leaf, dates);
    }

    private static Map<String, Object> step(Step step) {
        return switch (step.finding()) {
            case Finding.Passed(var detail) -> step(step, "passed", detail);
            case Finding.Untrusted(var detail) -> step(step, "untrusted", detail);
            case Finding.Failed(var reason) -> step(step, "failed", reason);
            case Finding.Skipped(var reason) -> step(step, "skipped", reason);
        };
    }

    private static Map<String, Object> step(Step step, String result, String detail) {
        var object = new LinkedHashMap<String, Object>();
        object.put("name", step.name());
        object.put("claim", step.claim());
        object.put("result", result);
        object.put("detail", detail);
        return object;
    }

    private static Map<String, Object> facts(Facts facts) {
        var object = new LinkedHashMap<String, Object>();
        object.put("log", facts.log());
        object.put("index", facts.index());
        object.put("size", facts.size());
        object.put("receivedAt", facts.receivedAt().toString());
        facts.document().ifPresent(name -> object.put("document", name));
        facts.sha256().ifPresent(hash -> object.put("sha-256", hash.hex()));
        object.put(
                "signers",
                facts.signers().stream()
                        .map(signer -> Map.of("name", signer.name(), "at", signer.at().toString()))
                        .toList());
        object.put(
                "dates",
                facts.dates().stream()
                        .map(date ->
                                Map.of("authority", date.authority(), "at", date.at().toString()))
                        .toList());
        return object;
    }

    private static String second(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
