package io.counterfoil.invoice.rules;

import static io.counterfoil.invoice.rules.Severity.FATAL;
import static io.counterfoil.invoice.rules.Severity.INFORMATION;
import static io.counterfoil.invoice.rules.Severity.WARNING;

import io.counterfoil.invoice.Format;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Severities that a publisher gives to rules of the core which its set stands on, beside the
/// stylesheets: XRechnung's in the configuration that KoSIT's validator and phive share.
final class Levels {

    private static final Map<String, Severity> XRECHNUNG =
            Map.of("BR-CL-21", WARNING, "BR-CL-23", WARNING);

    /// What the extension has other codes for is no fault there.
    private static final Map<String, Severity> EXTENSION =
            Map.of(
                    "BR-CL-10", INFORMATION,
                    "BR-CL-11", INFORMATION,
                    "BR-CL-21", INFORMATION,
                    "BR-CL-23", WARNING,
                    "BR-CL-24", INFORMATION,
                    "BR-CL-25", INFORMATION,
                    "BR-CL-26", INFORMATION);

    /// Payments to third parties, which the sum of the core does not know.
    private static final Map<String, Severity> EXTENSION_UBL =
            Map.of("BR-CO-16", INFORMATION, "UBL-CR-470", INFORMATION);

    private static final Map<String, Severity> CII =
            Map.of("CII-SR-452", FATAL, "CII-SR-453", FATAL, "CII-SR-454", FATAL);

    private Levels() {}

    /// The rules that have another severity than their stylesheet says, in the order of their
    /// names.
    static Map<String, Severity> of(RuleSet ruleSet, Format format) {
        var levels = new TreeMap<String, Severity>();
        switch (ruleSet) {
            case XRECHNUNG -> levels.putAll(XRECHNUNG);
            case XRECHNUNG_EXTENSION -> {
                levels.putAll(EXTENSION);
                levels.putAll(format == Format.CII ? Map.of() : EXTENSION_UBL);
            }
            case EN16931,
                    PEPPOL_BIS3,
                    FACTURX_MINIMUM,
                    FACTURX_BASIC_WL,
                    FACTURX_BASIC,
                    FACTURX_EXTENDED -> {
                return levels;
            }
        }
        levels.putAll(format == Format.CII ? CII : Map.of());
        return levels;
    }

    /// The same as a text, a line for each rule: what the hash of a rule set covers.
    static String text(RuleSet ruleSet, Format format) {
        return of(ruleSet, format).entrySet().stream()
                .map(level -> level.getKey() + " " + level.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
