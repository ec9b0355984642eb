package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.Format;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The published rule sets, each with the version that is checked here and the identifier (BT-24)
/// that claims it.
public enum RuleSet {
    /// The European core; every other set but the two smallest of Factur-X stands on it.
    EN16931("EN 16931", "1.3.16", "urn:cen.eu:en16931:2017", Syntaxes.BOTH),
    /// Peppol BIS Billing 3.0 with its national rules.
    PEPPOL_BIS3(
            "Peppol BIS 3",
            "2026.5",
            "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
            Syntaxes.UBL),
    /// Germany's XRechnung.
    XRECHNUNG(
            "XRechnung",
            "3.0.2",
            "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
            Syntaxes.BOTH),
    /// XRechnung with its extension.
    XRECHNUNG_EXTENSION(
            "XRechnung Extension",
            "3.0.2",
            "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
                    + "#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0",
            Syntaxes.NO_CREDIT_NOTE),
    /// Factur-X MINIMUM, a booking aid without lines.
    FACTURX_MINIMUM("Factur-X MINIMUM", "2.4", "urn:factur-x.eu:1p0:minimum", Syntaxes.CII),
    /// Factur-X BASIC WL, a booking aid without lines.
    FACTURX_BASIC_WL("Factur-X BASIC WL", "2.4", "urn:factur-x.eu:1p0:basicwl", Syntaxes.CII),
    /// Factur-X BASIC.
    FACTURX_BASIC(
            "Factur-X BASIC",
            "2.4",
            "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
            Syntaxes.CII),
    /// Factur-X EXTENDED.
    FACTURX_EXTENDED(
            "Factur-X EXTENDED",
            "2.4",
            "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
            Syntaxes.CII);

    private final String title;
    private final String version;
    private final String specification;
    private final Syntaxes syntaxes;

    RuleSet(String title, String version, String specification, Syntaxes syntaxes) {
        this.title = title;
        this.version = version;
        this.specification = specification;
        this.syntaxes = syntaxes;
    }

    /// The name people use.
    public String title() {
        return title;
    }

    /// The version of the artefacts that this name stands for here.
    public String version() {
        return version;
    }

    /// The specification identifier (BT-24) that claims to keep this set.
    public String specification() {
        return specification;
    }

    /// Tells whether the set has rules for a syntax.
    public boolean covers(Format format) {
        return switch (format) {
            case UBL_INVOICE -> syntaxes != Syntaxes.CII;
            case UBL_CREDIT_NOTE -> syntaxes == Syntaxes.UBL || syntaxes == Syntaxes.BOTH;
            case CII -> syntaxes != Syntaxes.UBL;
            case HYBRID_PDF, JSON, FAPIAO_XML -> false;
        };
    }

    /// The set that a specification identifier (BT-24) claims to keep.
    public static Optional<RuleSet> claimedBy(@Nullable String specification) {
        return Arrays.stream(values())
                .filter(set -> set.specification.equals(specification))
                .findFirst();
    }

    private enum Syntaxes {
        UBL,
        CII,
        BOTH,
        /// Its publisher has no rules for a credit note of UBL.
        NO_CREDIT_NOTE
    }
}
