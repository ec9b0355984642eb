package io.counterfoil.cli;

import io.counterfoil.evidence.PackageReport;
import io.counterfoil.evidence.PackageReport.Facts;
import io.counterfoil.evidence.PackageReport.Finding;
import io.counterfoil.evidence.PackageReport.Signer;
import io.counterfoil.evidence.PackageReport.Step;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A package's report in words and as an object.
record PackageWords(Path file, PackageReport report, Trusted trusted) {

    private static final String LINE = "  %-9s %-16s %s";

    /// One line a step, what nothing rests on, and the conclusion.
    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(file.toString());
        report.steps().forEach(step -> lines.add(line(step)));
        report.ignored().forEach(part -> lines.add(LINE.formatted("-", "not used", part)));
        lines.add(conclusion());
        return lines;
    }

    /// The same for a program.
    Map<String, Object> object() {
        var object = new LinkedHashMap<String, Object>();
        report.facts().ifPresent(facts -> object.put("id", facts.id().hex()));
        object.put("file", file.toString());
        object.put("conclusion", report.conclusion().name().toLowerCase(Locale.ROOT));
        object.put("trust", trusted.source().toString());
        object.put("steps", report.steps().stream().map(PackageWords::step).toList());
        object.put("ignored", report.ignored());
        report.facts().ifPresent(facts -> object.put("facts", facts(facts)));
        return object;
    }

    private String conclusion() {
        return switch (report.conclusion()) {
            case PROVEN ->
                    "Proven: " + report.facts().map(this::proven).orElse("every step holds.");
            case UNTRUSTED ->
                    "Consistent, but its signers are not trusted by you (%s): name a policy that you got from somebody you trust with --policy."
                            .formatted(trusted.source());
            case BROKEN ->
                    "Not proven: %s."
                            .formatted(
                                    report.failure()
                                            .map(step ->
                                                    "\"%s\" does not hold".formatted(step.claim()))
                                            .orElse("a step does not hold"));
        };
    }

    private String proven(Facts facts) {
        var signers = facts.signers().stream().map(Signer::name).distinct().sorted().toList();
        var dates =
                facts.dates().stream()
                        .map(dated -> "%s (%s)".formatted(second(dated.at()), dated.authority()))
                        .collect(Collectors.joining(", "));
        return "%s is leaf %d of %s, signed by %s, and existed before %s."
                .formatted(
                        facts.document().orElse("the record " + facts.id().hex()),
                        facts.index(),
                        facts.log(),
                        String.join(", ", signers),
                        dates);
    }

    private static String line(Step step) {
        return switch (step.finding()) {
            case Finding.Passed(var detail) -> line("ok", step, detail);
            case Finding.Untrusted(var detail) -> line("not yours", step, detail);
            case Finding.Failed(var reason) -> line("FAILED", step, reason);
            case Finding.Skipped(var reason) -> line("skipped", step, reason);
        };
    }

    private static String line(String word, Step step, String detail) {
        var claim = detail.isEmpty() ? step.claim() : "%s: %s".formatted(step.claim(), detail);
        return LINE.formatted(word, step.name(), claim);
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
