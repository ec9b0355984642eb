package io.counterfoil.cli;

import io.counterfoil.evidence.PackageReport;
import io.counterfoil.evidence.PackageReport.Finding;
import io.counterfoil.evidence.PackageReport.Step;
import io.counterfoil.evidence.ReportWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        object.put("trust", trusted.source().toString());
        object.putAll(ReportWords.object(report));
        return object;
    }

    private String conclusion() {
        return ReportWords.conclusion(
                report,
                "Consistent, but its signers are not trusted by you (%s): name a policy that you got from somebody you trust with --policy."
                        .formatted(trusted.source()));
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
}
