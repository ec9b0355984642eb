package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.xml.Element;
import java.util.HashMap;
import java.util.Objects;

/// What a published rule is called, how much it weighs, and what its publisher says when it is
/// broken.
record Label(String id, Severity severity, String wording) {

    private static final String SVRL = "{http://purl.oclc.org/dsdl/svrl}";

    /// What a rule is called to which its publisher gave no name: those of Factur-X that report
    /// what a profile does not have.
    static final String NAMELESS = "FX-UNUSED";

    /// Reads an element `svrl:failed-assert` or `svrl:successful-report`, where a name and a
    /// severity stand as attributes or as instructions that make them.
    static Label of(Element outcome) {
        var made = new HashMap<String, String>();
        for (var attribute : outcome.children(SheetText.XSL + "attribute")) {
            made.put(given(attribute, "name"), attribute.value());
        }
        var id = made.getOrDefault("id", given(outcome, "id"));
        var texts = outcome.children(SVRL + "text");
        return new Label(
                id.isEmpty() ? NAMELESS : id,
                severity(made.getOrDefault("flag", given(outcome, "flag"))),
                texts.isEmpty() ? "" : texts.getFirst().text());
    }

    private static Severity severity(String flag) {
        return switch (flag) {
            case "warning" -> Severity.WARNING;
            case "information", "info" -> Severity.INFORMATION;
            default -> Severity.FATAL;
        };
    }

    private static String given(Element element, String attribute) {
        return Objects.requireNonNullElse(element.attribute(attribute), "");
    }
}
