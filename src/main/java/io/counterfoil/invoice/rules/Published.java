package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where the published files of the rule sets are on the class path, and which of our tables stands
/// for which schema. `PublishedTest` holds it against what phive runs.
final class Published {

    private static final String SHEETS = "external/schematron/";

    /// A line for each rule set: the format and CRC-32s in hex of its stylesheets, and of the
    /// severities that go with them; a tab; SHA-256 over these and the schema in hex.
    static final String HASHES = "published-hashes.tsv";

    private Published() {}

    /// A rule set's stylesheets, in the order they run.
    static List<String> sheets(RuleSet ruleSet, Format format) {
        var cii = format == Format.CII;
        return switch (ruleSet) {
            case EN16931 -> List.of(core("1.3.16", cii));
            case PEPPOL_BIS3 ->
                    List.of(
                            SHEETS + "openpeppol/2026.5/xslt/CEN-EN16931-UBL.xslt",
                            SHEETS + "openpeppol/2026.5/xslt/PEPPOL-EN16931-UBL.xslt");
            case XRECHNUNG, XRECHNUNG_EXTENSION ->
                    List.of(
                            core("1.3.15", cii),
                            SHEETS
                                    + (cii
                                            ? "3.0.2/XRechnung-CII-validation.xslt"
                                            : "3.0.2/XRechnung-UBL-validation.xslt"));
            case FACTURX_MINIMUM, FACTURX_BASIC_WL, FACTURX_BASIC, FACTURX_EXTENDED ->
                    List.of(SHEETS + "2.4/FACTUR-X_" + profile(ruleSet) + ".xslt");
        };
    }

    /// The file beside a stylesheet that it looks codes up in.
    static Optional<String> codes(String sheet) {
        return sheet.contains("/FACTUR-X_")
                ? Optional.of(sheet.replace(".xslt", "_codedb.xml"))
                : Optional.empty();
    }

    /// A profile of Factur-X as its publisher writes it in the names of files.
    private static String profile(RuleSet ruleSet) {
        return switch (ruleSet) {
            case FACTURX_MINIMUM -> "MINIMUM";
            case FACTURX_BASIC_WL -> "BASIC-WL";
            case FACTURX_BASIC -> "BASIC";
            case FACTURX_EXTENDED -> "EXTENDED";
            case EN16931, PEPPOL_BIS3, XRECHNUNG, XRECHNUNG_EXTENSION -> "";
        };
    }

    private static String core(String version, boolean cii) {
        return SHEETS
                + version
                + (cii ? "/cii/EN16931-CII-validation.xslt" : "/ubl/EN16931-UBL-validation.xslt");
    }

    /// The schema, and then the stylesheets.
    static List<String> paths(RuleSet ruleSet, Format format) {
        var paths = new ArrayList<String>();
        paths.add(schema(ruleSet, format));
        paths.addAll(sheets(ruleSet, format));
        return List.copyOf(paths);
    }

    /// The schema, the stylesheets, and the files that those look codes up in.
    static List<String> files(RuleSet ruleSet, Format format) {
        var files = new ArrayList<>(paths(ruleSet, format));
        for (var sheet : sheets(ruleSet, format)) {
            codes(sheet).ifPresent(files::add);
        }
        return List.copyOf(files);
    }

    /// The schema that a rule set wants of a format.
    static String schema(RuleSet ruleSet, Format format) {
        var profile = profile(ruleSet);
        if (!profile.isEmpty()) {
            var folder = profile.toLowerCase(Locale.ROOT).replace("-", "");
            return "external/schemas/2.4/%s/FACTUR-X_%s.xsd".formatted(folder, profile);
        }
        return switch (format) {
            case UBL_INVOICE -> "external/schemas/ubl21/maindoc/UBL-Invoice-2.1.xsd";
            case UBL_CREDIT_NOTE -> "external/schemas/ubl21/maindoc/UBL-CreditNote-2.1.xsd";
            case CII -> "external/schemas/d16b/data/standard/CrossIndustryInvoice_100pD16B.xsd";
            case HYBRID_PDF, JSON, FAPIAO_XML -> throw none(format);
        };
    }

    /// Our table of that schema.
    static String table(RuleSet ruleSet, Format format) {
        return switch (ruleSet) {
            case FACTURX_MINIMUM -> "factur-x-minimum-2.4.tsv";
            case FACTURX_BASIC_WL -> "factur-x-basic-wl-2.4.tsv";
            case FACTURX_BASIC -> "factur-x-basic-2.4.tsv";
            case FACTURX_EXTENDED -> "factur-x-extended-2.4.tsv";
            case EN16931, PEPPOL_BIS3, XRECHNUNG, XRECHNUNG_EXTENSION -> table(format);
        };
    }

    private static String table(Format format) {
        return switch (format) {
            case UBL_INVOICE -> "ubl-invoice-2.1.tsv";
            case UBL_CREDIT_NOTE -> "ubl-credit-note-2.1.tsv";
            case CII -> "cii-d16b.tsv";
            case HYBRID_PDF, JSON, FAPIAO_XML -> throw none(format);
        };
    }

    /// The root of its documents.
    static String root(Format format) {
        return switch (format) {
            case UBL_INVOICE -> "ubl:Invoice";
            case UBL_CREDIT_NOTE -> "ubl:CreditNote";
            case CII -> "rsm:CrossIndustryInvoice";
            case HYBRID_PDF, JSON, FAPIAO_XML -> throw none(format);
        };
    }

    /// The hash of the rule set whose stylesheets have those checksums, out of our table.
    ///
    /// To hash a megabyte before the JIT compiler has seen the hash function takes longer than all
    /// else that a first verdict needs; a checksum does not. `PublishedTest` makes the table.
    static Optional<String> knownHash(Format format, List<Long> checksums) {
        var wanted = hashKey(format, checksums) + "\t";
        try (var in = Objects.requireNonNull(Published.class.getResourceAsStream(HASHES), HASHES)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(wanted))
                    .map(line -> line.substring(wanted.length()))
                    .findFirst();
        } catch (IOException fault) {
            throw new UncheckedIOException("the hashes of rule sets cannot be read", fault);
        }
    }

    /// A file on the class path.
    static byte[] bytes(String path) {
        try (var in = Published.class.getResourceAsStream("/" + path)) {
            return Objects.requireNonNull(in, path).readAllBytes();
        } catch (IOException fault) {
            throw new UncheckedIOException("a rule artefact cannot be read", fault);
        }
    }

    /// How a line of the table begins.
    static String hashKey(Format format, List<Long> checksums) {
        return checksums.stream()
                .map(Long::toHexString)
                .collect(Collectors.joining(" ", format + " ", ""));
    }

    private static IllegalArgumentException none(Format format) {
        return new IllegalArgumentException(format + " has no schema");
    }
}
