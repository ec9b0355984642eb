package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.Format;

/// Where a rule's publisher explains it.
final class Links {

    private static final String PEPPOL = "https://docs.peppol.eu/poacc/billing/3.0/rules/";
    private static final String CEN = "https://github.com/ConnectingEurope/eInvoicing-EN16931";
    private static final String KOSIT = "https://github.com/itplr-kosit/xrechnung-schematron";
    private static final String FACTURX = "https://fnfe-mpe.org/factur-x/";
    private static final String UBL = "https://docs.oasis-open.org/ubl/UBL-2.1.html";
    private static final String CII = "https://unece.org/trade/uncefact/xml-schemas";

    /// Our own rules, in the documentation of this program.
    static final String OURS = "docs/invoice-rules.md";

    private Links() {}

    /// The page of a rule, or of its publisher where rules have no pages of their own.
    static String of(String rule, RuleSet ruleSet, Format format) {
        if (rule.equals("XSD")) {
            return format == Format.CII ? CII : UBL;
        }
        if (rule.startsWith("CF-")) {
            return OURS;
        }
        return switch (ruleSet) {
            case EN16931, PEPPOL_BIS3 -> european(rule, ruleSet, format);
            case XRECHNUNG, XRECHNUNG_EXTENSION ->
                    isGerman(rule) ? KOSIT : european(rule, ruleSet, format);
            case FACTURX_MINIMUM, FACTURX_BASIC_WL, FACTURX_BASIC, FACTURX_EXTENDED -> FACTURX;
        };
    }

    private static boolean isGerman(String rule) {
        return (rule.startsWith("BR-DE") && !rule.startsWith("BR-DEC"))
                || rule.startsWith("BR-TMP")
                || rule.startsWith("PEPPOL");
    }

    /// Peppol has a page for each of its rules, and for each of the core's in UBL.
    private static String european(String rule, RuleSet ruleSet, Format format) {
        if (ruleSet == RuleSet.PEPPOL_BIS3 && !isCore(rule)) {
            return PEPPOL + "ubl-peppol/" + rule + "/";
        }
        return format == Format.CII ? CEN : PEPPOL + "ubl-tc434/" + rule + "/";
    }

    private static boolean isCore(String rule) {
        return rule.startsWith("BR-") || rule.startsWith("UBL-");
    }
}
