package io.counterfoil.invoice.ubl;

import static io.counterfoil.invoice.xml.Values.attribute;
import static io.counterfoil.invoice.xml.Values.date;
import static io.counterfoil.invoice.xml.Values.identifier;
import static io.counterfoil.invoice.xml.Values.number;
import static io.counterfoil.invoice.xml.Values.only;
import static io.counterfoil.invoice.xml.Values.quantity;
import static io.counterfoil.invoice.xml.Values.take;
import static io.counterfoil.invoice.xml.Values.text;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.AllowanceCharge;
import io.counterfoil.invoice.model.Groups;
import io.counterfoil.invoice.model.Item;
import io.counterfoil.invoice.model.Item.Attribute;
import io.counterfoil.invoice.model.Item.Classification;
import io.counterfoil.invoice.model.Line;
import io.counterfoil.invoice.model.Period;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the positions, and what positions and document have in common.
final class UblLines {

    private UblLines() {}

    static Line line(Element line, boolean creditNote) throws UnreadableInvoice {
        var object = UblReader.typed(line, "cac:DocumentReference", UblReader.INVOICED_OBJECT);
        return new Line(
                text(line, "cbc:ID"),
                text(line, "cbc:Note"),
                object.isPresent() ? identifier(object.get(), "cbc:ID") : null,
                quantity(line, creditNote ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity"),
                number(line, "cbc:LineExtensionAmount"),
                text(line, "cac:OrderLineReference/cbc:LineID"),
                text(line, "cbc:AccountingCost"),
                period(only(line, "cac:InvoicePeriod")),
                allowances(line, false),
                allowances(line, true),
                price(only(line, "cac:Price")),
                vat(only(line, "cac:Item/cac:ClassifiedTaxCategory")),
                item(only(line, "cac:Item")));
    }

    static @Nullable Period period(@Nullable Element period) throws UnreadableInvoice {
        return Groups.orNull(
                new Period(date(period, "cbc:StartDate"), date(period, "cbc:EndDate")));
    }

    /// The allowances, or the charges, that stand directly under a document or a line.
    static List<AllowanceCharge> allowances(Element from, boolean charges)
            throws UnreadableInvoice {
        var found = new ArrayList<AllowanceCharge>();
        for (var element : from.children("cac:AllowanceCharge")) {
            if (isCharge(element) == charges) {
                take(element, "cbc:ChargeIndicator");
                take(element, "cac:TaxCategory/cac:TaxScheme/cbc:ID");
                found.add(
                        new AllowanceCharge(
                                number(element, "cbc:Amount"),
                                number(element, "cbc:BaseAmount"),
                                number(element, "cbc:MultiplierFactorNumeric"),
                                text(element, "cac:TaxCategory/cbc:ID"),
                                number(element, "cac:TaxCategory/cbc:Percent"),
                                text(element, "cbc:AllowanceChargeReason"),
                                text(element, "cbc:AllowanceChargeReasonCode")));
            }
        }
        return found;
    }

    private static boolean isCharge(Element allowance) {
        var indicator = allowance.child("cbc:ChargeIndicator");
        return indicator != null
                && (indicator.value().equals("true") || indicator.value().equals("1"));
    }

    private static Line.@Nullable Price price(@Nullable Element price) throws UnreadableInvoice {
        if (price != null) {
            take(price, "cac:AllowanceCharge/cbc:ChargeIndicator");
        }
        return Groups.orNull(
                new Line.Price(
                        number(price, "cbc:PriceAmount"),
                        number(price, "cac:AllowanceCharge/cbc:Amount"),
                        number(price, "cac:AllowanceCharge/cbc:BaseAmount"),
                        quantity(price, "cbc:BaseQuantity")));
    }

    private static Line.@Nullable Vat vat(@Nullable Element category) throws UnreadableInvoice {
        if (category != null) {
            take(category, "cac:TaxScheme/cbc:ID");
        }
        return Groups.orNull(
                new Line.Vat(text(category, "cbc:ID"), number(category, "cbc:Percent")));
    }

    private static Item item(@Nullable Element item) throws UnreadableInvoice {
        if (item == null) {
            return Item.UNKNOWN;
        }
        return new Item(
                text(item, "cbc:Name"),
                text(item, "cbc:Description"),
                text(item, "cac:SellersItemIdentification/cbc:ID"),
                text(item, "cac:BuyersItemIdentification/cbc:ID"),
                identifier(item, "cac:StandardItemIdentification/cbc:ID"),
                classifications(item),
                text(item, "cac:OriginCountry/cbc:IdentificationCode"),
                attributes(item));
    }

    private static List<Classification> classifications(Element item) {
        var found = new ArrayList<Classification>();
        for (var element :
                item.all(Path.of("cac:CommodityClassification/cbc:ItemClassificationCode"))) {
            var code = text(element);
            if (code != null) {
                found.add(
                        new Classification(
                                code,
                                attribute(element, "listID"),
                                attribute(element, "listVersionID")));
            }
        }
        return found;
    }

    private static List<Attribute> attributes(Element item) throws UnreadableInvoice {
        var found = new ArrayList<Attribute>();
        for (var element : item.children("cac:AdditionalItemProperty")) {
            var attribute =
                    Groups.orNull(
                            new Attribute(text(element, "cbc:Name"), text(element, "cbc:Value")));
            if (attribute != null) {
                found.add(attribute);
            }
        }
        return found;
    }
}
