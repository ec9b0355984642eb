package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.Format;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Every rule that is checked natively, as a page: made from the rules themselves, so that it
/// cannot lie.
final class RuleList {

    /// Where the rules of a section are, and the letter that stands for it.
    private record Source(RuleSet set, Format format, String mark) {}

    private final StringBuilder page = new StringBuilder();
    private final Artefacts artefacts = new Artefacts();

    private RuleList() {}

    /// The page, in Markdown.
    static String print() {
        return new RuleList().write();
    }

    private String write() {
        page.append(
                """
                # Rules that invoices are checked by

                Generated from the rules (`RuleListTest` fails when this page is stale). A rule is
                *fatal*, or a *warning*, or *information*; U means UBL, C means CII. Factur-X is
                CII; there M means MINIMUM, W BASIC WL, B BASIC, E EXTENDED.

                In *official* mode identifiers, severities and verdict are those of the published
                artefacts; sentences and remedies are ours, the arrow leads to the publisher's page. *Strict* mode adds the rules that begin with CF, which stand over the
                model and therefore say the same in every syntax.

                ## Strict

                | rule | severity | terms | what is wrong | how to put it right |
                |---|---|---|---|---|
                | CF-00 | fatal | | A day, a number or an element cannot be read into the model. | See the reason in the finding. |
                """);
        strict();
        page.append(
                """

                ## Where official and strict differ

                | what | official, UBL | official, CII | strict |
                |---|---|---|---|
                | taxable amount of S, L, M (BR-S-08, BR-AF-08, BR-AG-08) | less than 1.00 off | exact | exact (CF-03) |
                | taxable amount of Z, E, AE, K, G | exact | less than 1.00 off | exact (CF-03) |
                | VAT of a category (BR-CO-17) | less than 1.00 off | up to 1.00 off | 0.01 for each line, allowance and charge (CF-02) |
                | VAT of L and M (BR-AF-09, BR-AG-09) | less than 1.00 off | not checked | as CF-02 |
                | total with VAT in Factur-X BASIC WL and BASIC (FX-SCH-A-000121) | | not checked: its path leads nowhere | exact (CF-07) |
                | quantity × price = line amount | not in EN 16931; Peppol: 0.02 off | not in EN 16931 | 0.01 off (CF-01) |
                | currency at an amount | Peppol: R051 | not checked | CF-15 |
                | PDF against XML: name, relationship, profile | not checked | not checked | CF-20 to CF-23 |
                | days of the calendar | schema | 20260231 passes | CF-00 |
                | check digits of VAT identifiers and IBANs | not checked | not checked | CF-12, CF-13 |
                """);
        levels();
        page.append(PublishedLists.page());
        for (var set : List.of(RuleSet.EN16931, RuleSet.PEPPOL_BIS3, RuleSet.XRECHNUNG)) {
            section(
                    "%s %s".formatted(set.title(), set.version()),
                    List.of(
                            new Source(set, Format.UBL_INVOICE, "U"),
                            new Source(set, Format.CII, "C")));
        }
        section(
                "Factur-X " + RuleSet.FACTURX_BASIC.version(),
                List.of(
                        new Source(RuleSet.FACTURX_MINIMUM, Format.CII, "M"),
                        new Source(RuleSet.FACTURX_BASIC_WL, Format.CII, "W"),
                        new Source(RuleSet.FACTURX_BASIC, Format.CII, "B"),
                        new Source(RuleSet.FACTURX_EXTENDED, Format.CII, "E")));
        return page.toString();
    }

    private void strict() {
        for (var rule : StrictRules.ALL) {
            row(
                    rule.id(),
                    rule.severity(),
                    String.join(" ", rule.terms()),
                    rule.message(),
                    rule.remedy());
        }
        for (var rule : DocumentRules.ALL) {
            row(
                    rule.id(),
                    Severity.FATAL,
                    String.join(" ", rule.terms()),
                    rule.message(),
                    rule.remedy());
        }
    }

    /// What publishers say beside their stylesheets.
    private void levels() {
        page.append(
                """

                ## Severities given beside the stylesheets

                KoSIT's configuration gives rules of the core other severities where an invoice
                claims XRechnung.

                | rule set | syntax | rules |
                |---|---|---|
                """);
        for (var set : RuleSet.values()) {
            for (var format : List.of(Format.UBL_INVOICE, Format.CII)) {
                var rules =
                        Levels.of(set, format).entrySet().stream()
                                .map(level -> level.getKey() + " " + name(level.getValue()))
                                .collect(Collectors.joining(", "));
                if (!rules.isEmpty()) {
                    var syntax = format == Format.CII ? "CII" : "UBL";
                    page.append("| %s | %s | %s |\n".formatted(set.title(), syntax, rules));
                }
            }
        }
    }

    private static String name(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private void section(String title, List<Source> sources) {
        var rules = new TreeMap<String, Assertion>();
        var marks = new TreeMap<String, String>();
        sources.forEach(source -> collect(source, rules, marks));
        page.append("\n## %s\n\n".formatted(title));
        page.append(
                "| rule | severity | terms | what is wrong | how to put it right | in | page |\n|---|---|---|---|---|---|---|\n");
        rules.forEach((key, rule) ->
                row(
                        rule.id(),
                        rule.severity(),
                        String.join(" ", rule.message().terms()),
                        rule.message().sentence(),
                        rule.message().remedy(),
                        marks.get(key),
                        page(rule.id(), sources, marks.getOrDefault(key, ""))));
    }

    private static String page(String rule, List<Source> sources, String marks) {
        var first =
                sources.stream()
                        .filter(one -> marks.startsWith(one.mark))
                        .findFirst()
                        .orElseThrow();
        return "[↗](%s)".formatted(Links.of(rule, first.set, first.format));
    }

    private void collect(Source source, Map<String, Assertion> rules, Map<String, String> marks) {
        if (!source.set.covers(source.format)) {
            return;
        }
        var sheets = artefacts.compiled(source.set, source.format);
        // Where there are two, the first is the core, which has a section of its own.
        var own = sheets.size() == 1 ? sheets : sheets.subList(1, sheets.size());
        for (var sheet : own) {
            for (var rule : sheet.assertions()) {
                // Factur-X gives one name to several rules.
                var key = rule.id() + " " + rule.message().sentence();
                rules.putIfAbsent(key, rule);
                marks.merge(key, source.mark, (a, b) -> a.contains(b) ? a : a + b);
            }
        }
    }

    private void row(String id, Severity severity, @Nullable String... cells) {
        page.append("| %s | %s |".formatted(id, name(severity)));
        for (var cell : cells) {
            var text = cell == null ? "" : cell.replace("|", "\\|");
            page.append(' ').append(text).append(" |");
        }
        page.append('\n');
    }
}
