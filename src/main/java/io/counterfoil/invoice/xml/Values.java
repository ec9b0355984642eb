package io.counterfoil.invoice.xml;

import static io.counterfoil.invoice.UnreadableInvoice.Reason.DATE;
import static io.counterfoil.invoice.UnreadableInvoice.Reason.DUPLICATE;
import static io.counterfoil.invoice.UnreadableInvoice.Reason.NUMBER;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.Identifier;
import io.counterfoil.invoice.model.Quantity;
import io.counterfoil.invoice.model.SupportingDocument.Attachment;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Typed values out of a tree: what is there once is taken, what is there twice is refused.
///
/// Every method answers `null` where there is nothing or only white space.
public final class Values {

    /// Forty digits hold any sum of money; what is longer is an attack on arithmetic.
    private static final int NUMBER_LENGTH_MAX = 40;

    private static final Pattern NUMBER_SHAPE = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)");

    /// `xs:date`, whose time zone says nothing about a day of business.
    private static final Pattern DATE_SHAPE =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(Z|[+-]\\d{2}:\\d{2})?");

    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    /// Elements that the schemas let stand several times where the model holds one. The first is
    /// taken, the others are reported as not carried; any other element that repeats is refused.
    private static final Set<String> REPEATABLE =
            Set.of(
                    "cbc:Note",
                    "cbc:Description",
                    "cbc:DescriptionCode",
                    "cbc:DocumentDescription",
                    "cbc:AllowanceChargeReason",
                    "cbc:TaxExemptionReason",
                    "cbc:PaymentID",
                    "cac:AddressLine",
                    "cac:AllowanceCharge",
                    "cac:ClassifiedTaxCategory",
                    "cac:ContractDocumentReference",
                    "cac:Delivery",
                    "cac:DespatchDocumentReference",
                    "cac:DocumentReference",
                    "cac:InvoicePeriod",
                    "cac:OrderLineReference",
                    "cac:OriginatorDocumentReference",
                    "cac:PartyIdentification",
                    "cac:PartyLegalEntity",
                    "cac:PartyName",
                    "cac:PartyTaxScheme",
                    "cac:PaymentTerms",
                    "cac:ProjectReference",
                    "cac:ReceiptDocumentReference",
                    "cac:TaxCategory",
                    "cac:TaxTotal",
                    "ram:AdditionalReferencedDocument",
                    "ram:ApplicableTradeTax",
                    "ram:AppliedTradeAllowanceCharge",
                    "ram:BillingSpecifiedPeriod",
                    "ram:CategoryTradeTax",
                    "ram:DefinedTradeContact",
                    "ram:Description",
                    "ram:GlobalID",
                    "ram:GuidelineSpecifiedDocumentContextParameter",
                    "ram:ID",
                    "ram:IncludedNote",
                    "ram:Information",
                    "ram:Name",
                    "ram:ReceivableSpecifiedTradeAccountingAccount",
                    "ram:SpecifiedTaxRegistration",
                    "ram:SpecifiedTradePaymentTerms",
                    "ram:Value");

    private Values() {}

    /// The one element at the end of the path that holds something.
    public static @Nullable Element only(@Nullable Element from, String path)
            throws UnreadableInvoice {
        if (from == null) {
            return null;
        }
        Element found = null;
        var steps = Path.of(path);
        for (var element : from.all(steps)) {
            if (element.isLeaf() && element.value().isEmpty()) {
                element.take();
            } else if (found == null) {
                found = element;
            } else if (!steps.contains(REPEATABLE)) {
                throw new UnreadableInvoice(
                        DUPLICATE,
                        "%s stands twice, at line %d and at line %d."
                                .formatted(element.name(), found.line(), element.line()));
            }
        }
        return found;
    }

    /// The text at the end of the path.
    public static @Nullable String text(@Nullable Element from, String path)
            throws UnreadableInvoice {
        return text(only(from, path));
    }

    /// The text of an element.
    public static @Nullable String text(@Nullable Element element) {
        if (element == null) {
            return null;
        }
        element.take();
        var value = element.value();
        return value.isEmpty() ? null : value;
    }

    /// The text at the end of the path, where a last line that ends in `#` keeps its end:
    /// XRechnung's terms of discount (BR-DE-18) must have one.
    public static @Nullable String terms(@Nullable Element from, String path)
            throws UnreadableInvoice {
        var element = only(from, path);
        var text = text(element);
        if (element == null || text == null || !text.endsWith("#")) {
            return text;
        }
        var after = element.text().substring(element.text().lastIndexOf('#'));
        return after.indexOf('\n') < 0 ? text : text + "\n";
    }

    /// The exact decimal at the end of the path.
    public static @Nullable BigDecimal number(@Nullable Element from, String path)
            throws UnreadableInvoice {
        return number(only(from, path));
    }

    /// The exact decimal in an element.
    public static @Nullable BigDecimal number(@Nullable Element element) throws UnreadableInvoice {
        var text = text(element);
        if (element == null || text == null) {
            return null;
        }
        if (text.length() > NUMBER_LENGTH_MAX || !NUMBER_SHAPE.matcher(text).matches()) {
            throw new UnreadableInvoice(
                    NUMBER,
                    "%s at line %d is no decimal number."
                            .formatted(element.name(), element.line()));
        }
        return new BigDecimal(text);
    }

    /// The day at the end of the path, as `xs:date`.
    public static @Nullable LocalDate date(@Nullable Element from, String path)
            throws UnreadableInvoice {
        var element = only(from, path);
        var text = text(element);
        if (element == null || text == null) {
            return null;
        }
        var shape = DATE_SHAPE.matcher(text);
        if (!shape.matches()) {
            throw noDate(element);
        }
        try {
            return LocalDate.parse(shape.group(1));
        } catch (DateTimeException problem) {
            throw noDate(element);
        }
    }

    /// The refusal of an element that should hold a day.
    public static UnreadableInvoice noDate(Element element) {
        return new UnreadableInvoice(
                DATE,
                "%s at line %d is no day of the calendar."
                        .formatted(element.name(), element.line()));
    }

    /// The identifier at the end of the path, with its `schemeID`.
    public static @Nullable Identifier identifier(@Nullable Element from, String path)
            throws UnreadableInvoice {
        return identifier(only(from, path));
    }

    /// The identifier in an element, with its `schemeID`.
    public static @Nullable Identifier identifier(@Nullable Element element) {
        var text = text(element);
        return element == null || text == null
                ? null
                : new Identifier(text, attribute(element, "schemeID"));
    }

    /// The quantity at the end of the path, with its `unitCode`.
    public static @Nullable Quantity quantity(@Nullable Element from, String path)
            throws UnreadableInvoice {
        var element = only(from, path);
        var value = number(element);
        return element == null || value == null
                ? null
                : new Quantity(value, attribute(element, "unitCode"));
    }

    /// The bytes at the end of the path, as base64 without white space.
    public static @Nullable Attachment attachment(@Nullable Element from, String path)
            throws UnreadableInvoice {
        var object = only(from, path);
        var base64 = text(object);
        return object == null || base64 == null
                ? null
                : new Attachment(
                        attribute(object, "mimeCode"),
                        attribute(object, "filename"),
                        WHITE_SPACE.matcher(base64).replaceAll(""));
    }

    /// An attribute, unless it is blank.
    public static @Nullable String attribute(Element element, String name) {
        var value = element.attribute(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /// Marks what stands at the end of the path as carried, where the model says it in another way.
    public static void take(Element from, String path) {
        from.all(Path.of(path)).forEach(Element::take);
    }
}
