package io.counterfoil.invoice.pdf;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The profiles of Factur-X and ZUGFeRD, with what each demands of the PDF around it.
public enum Profile {
    /// A booking aid, not an invoice.
    MINIMUM("MINIMUM", "factur-x.xml", "Data"),
    /// A booking aid without lines.
    BASIC_WL("BASIC WL", "factur-x.xml", "Data"),
    /// The invoice with the most common terms.
    BASIC("BASIC", "factur-x.xml", "Alternative"),
    /// The European core, whole.
    EN16931("EN 16931", "factur-x.xml", "Alternative"),
    /// More than the European core.
    EXTENDED("EXTENDED", "factur-x.xml", "Alternative"),
    /// Germany's reference profile.
    XRECHNUNG("XRECHNUNG", "xrechnung.xml", "Alternative");

    private final String conformanceLevel;
    private final String fileName;
    private final String relationship;

    Profile(String conformanceLevel, String fileName, String relationship) {
        this.conformanceLevel = conformanceLevel;
        this.fileName = fileName;
        this.relationship = relationship;
    }

    /// The value of `fx:ConformanceLevel`, spaces included.
    public String conformanceLevel() {
        return conformanceLevel;
    }

    /// The name the attachment must have.
    public String fileName() {
        return fileName;
    }

    /// The attachment's `/AFRelationship`.
    public String relationship() {
        return relationship;
    }

    /// The profile that a specification identifier (BT-24) stands for.
    public static Profile of(@Nullable String specification) {
        var text = specification == null ? "" : specification.toLowerCase(Locale.ROOT);
        if (text.contains("xrechnung")) {
            return XRECHNUNG;
        }
        return Arrays.stream(new Profile[] {MINIMUM, BASIC_WL, EXTENDED, BASIC})
                .filter(profile ->
                        text.endsWith(
                                ":" + profile.name().toLowerCase(Locale.ROOT).replace("_", "")))
                .findFirst()
                .orElse(EN16931);
    }

    /// The profile of a conformance level as XMP metadata name it.
    public static Optional<Profile> ofLevel(@Nullable String level) {
        return Arrays.stream(values())
                .filter(profile -> profile.conformanceLevel.equals(level))
                .findFirst();
    }
}
