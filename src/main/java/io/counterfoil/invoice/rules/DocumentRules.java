package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.pdf.HybridPdf.Attachment;
import io.counterfoil.invoice.pdf.Profile;
import io.counterfoil.invoice.rules.Finding.Place;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Strict rules about what the model does not hold: currencies written at amounts, and the PDF
/// around the XML.
final class DocumentRules {

    static final Text CURRENCY =
            new Text(
                    "CF-15",
                    List.of("BT-5", "BT-6"),
                    "An amount is in another currency than the invoice.",
                    "Give every amount in the invoice's currency (BT-5); only the VAT total may"
                            + " stand a second time, in the accounting currency (BT-6).");

    static final Text ATTACHMENT_NAME =
            new Text(
                    "CF-20",
                    List.of("BT-24"),
                    "The XML is attached under a name that its profile does not have.",
                    "Attach it as factur-x.xml, or as xrechnung.xml in the XRECHNUNG profile.");

    static final Text RELATIONSHIP =
            new Text(
                    "CF-21",
                    List.of("BT-24"),
                    "The attachment's AFRelationship is not one that its profile allows.",
                    "Use Data for MINIMUM and BASIC WL, and Alternative for the other profiles.");

    static final Text LEVEL =
            new Text(
                    "CF-22",
                    List.of("BT-24"),
                    "The PDF's metadata name another profile than the XML.",
                    "Make fx:ConformanceLevel agree with the specification identifier (BT-24).");

    static final Text DECLARED_NAME =
            new Text(
                    "CF-23",
                    List.of(),
                    "The PDF's metadata name another attachment than there is.",
                    "Make fx:DocumentFileName the attachment's name.");

    static final List<Text> ALL =
            List.of(CURRENCY, ATTACHMENT_NAME, RELATIONSHIP, LEVEL, DECLARED_NAME);

    /// Names that ZUGFeRD 1 and 2.0 gave to every profile.
    private static final Set<String> OLD_NAMES = Set.of("zugferd-invoice.xml");

    /// France allows two more than Germany.
    private static final Set<String> FULL_INVOICE = Set.of("Alternative", "Data", "Source");

    private DocumentRules() {}

    /// What a rule says; all of them are fatal.
    record Text(String id, List<String> terms, String message, String remedy) {
        private Finding at(Place place) {
            return new Finding(
                    id,
                    Severity.FATAL,
                    terms,
                    place,
                    new Finding.Advice(message, remedy, Links.OURS));
        }

        /// A finding about the PDF, where the place is a name in it.
        private Finding at(String name) {
            return at(new Place(name, 0, ""));
        }
    }

    /// Amounts of which the document says another currency than the invoice's.
    static List<Finding> currencies(Element root, Format format) {
        var cii = format == Format.CII;
        var settlement = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/";
        var own =
                text(
                        root,
                        cii ? settlement + "ram:InvoiceCurrencyCode" : "cbc:DocumentCurrencyCode");
        var accounting =
                text(root, cii ? settlement + "ram:TaxCurrencyCode" : "cbc:TaxCurrencyCode");
        var found = new ArrayList<Finding>();
        if (own != null) {
            currencies(root, format, new Allowed(own, accounting), found);
        }
        return found;
    }

    /// @param own the invoice's currency
    /// @param accounting the one for VAT; `null` without
    private record Allowed(String own, @Nullable String accounting) {}

    private static void currencies(
            Element element, Format format, Allowed allowed, List<Finding> found) {
        var currency = element.attribute("currencyID");
        if (currency != null
                && !currency.strip().equals(allowed.own)
                && !(isVatTotal(element) && currency.strip().equals(allowed.accounting))) {
            found.add(
                    CURRENCY.at(
                            new Place(
                                    element.path(),
                                    element.line(),
                                    Terms.place(element, format, List.of()))));
        }
        for (var child : element) {
            currencies(child, format, allowed, found);
        }
    }

    private static boolean isVatTotal(Element amount) {
        var parent = amount.parent();
        return amount.name().equals("ram:TaxTotalAmount")
                || (amount.name().equals("cbc:TaxAmount")
                        && parent != null
                        && parent.name().equals("cac:TaxTotal"));
    }

    private static @Nullable String text(Element root, String path) {
        var element = root.first(Path.of(path));
        return element == null || element.value().isEmpty() ? null : element.value();
    }

    /// Where PDF and XML contradict each other.
    static List<Finding> hybrid(Attachment attachment, @Nullable String specification) {
        var profile = Profile.of(specification);
        var name = attachment.name().toLowerCase(Locale.ROOT);
        var found = new ArrayList<Finding>();
        if (!name.equals(profile.fileName()) && !OLD_NAMES.contains(name)) {
            found.add(ATTACHMENT_NAME.at(attachment.name()));
        }
        var relationship = attachment.relationship();
        if (relationship != null && !allowed(profile).contains(relationship)) {
            found.add(RELATIONSHIP.at(relationship));
        }
        var level = attachment.level();
        if (level != null && !Profile.ofLevel(level).equals(Optional.of(profile))) {
            found.add(LEVEL.at(level));
        }
        var declared = attachment.declaredName();
        if (declared != null && !declared.equals(attachment.name())) {
            found.add(DECLARED_NAME.at(declared));
        }
        return found;
    }

    private static Set<String> allowed(Profile profile) {
        return profile.relationship().equals("Data") ? Set.of("Data") : FULL_INVOICE;
    }
}
