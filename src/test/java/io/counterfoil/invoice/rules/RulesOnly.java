package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.xml.Element;

/// The compiled rules without schema and verdict, for a bench that compares them with the
/// stylesheets alone.
public final class RulesOnly {

    private static final Artefacts ARTEFACTS = new Artefacts();

    private RulesOnly() {}

    /// How many rules of EN 16931 and Peppol a UBL invoice breaks.
    public static int peppol(Element root) {
        return ARTEFACTS.run(RuleSet.PEPPOL_BIS3, Format.UBL_INVOICE, root).size();
    }

    /// Whether the schema accepts a UBL invoice.
    public static boolean schema(Element root) {
        return ARTEFACTS.grammar(RuleSet.PEPPOL_BIS3, Format.UBL_INVOICE).accepts(root);
    }
}
