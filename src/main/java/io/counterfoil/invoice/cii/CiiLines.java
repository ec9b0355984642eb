package io.counterfoil.invoice.cii;

import static io.counterfoil.invoice.xml.Values.attribute;
import static io.counterfoil.invoice.xml.Values.identifier;
import static io.counterfoil.invoice.xml.Values.number;
import static io.counterfoil.invoice.xml.Values.only;
import static io.counterfoil.invoice.xml.Values.quantity;
import static io.counterfoil.invoice.xml.Values.take;
import static io.counterfoil.invoice.xml.Values.text;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.AllowanceCharge;
import io.counterfoil.invoice.model.Groups;
import io.counterfoil.invoice.model.Identifier;
import io.counterfoil.invoice.model.Item;
import io.counterfoil.invoice.model.Item.Attribute;
import io.counterfoil.invoice.model.Item.Classification;
import io.counterfoil.invoice.model.Line;
import io.counterfoil.invoice.model.Period;
import io.counterfoil.invoice.model.Quantity;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the positions, and what positions and document have in common.
final class CiiLines {

    private CiiLines() {}

    static Line line(Element line) throws UnreadableInvoice {
        var document = only(line, "ram:AssociatedDocumentLineDocument");
        var agreement = only(line, "ram:SpecifiedLineTradeAgreement");
        var settlement = only(line, "ram:SpecifiedLineTradeSettlement");
        return new Line(
                text(document, "ram:LineID"),
                text(document, "ram:IncludedNote/ram:Content"),
                object(settlement),
                quantity(line, "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity"),
                number(
                        settlement,
                        "ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount"),
                text(agreement, "ram:BuyerOrderReferencedDocument/ram:LineID"),
                text(settlement, "ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID"),
                period(only(settlement, "ram:BillingSpecifiedPeriod")),
                allowances(settlement, false),
                allowances(settlement, true),
                price(agreement),
                vat(only(settlement, "ram:ApplicableTradeTax")),
                item(only(line, "ram:SpecifiedTradeProduct")));
    }

    private static @Nullable Identifier object(@Nullable Element settlement)
            throws UnreadableInvoice {
        if (settlement != null) {
            for (var document : settlement.children("ram:AdditionalReferencedDocument")) {
                if (CiiReader.hasType(document, CiiReader.INVOICED_OBJECT)) {
                    take(document, "ram:TypeCode");
                    return CiiReader.object(document);
                }
            }
        }
        return null;
    }

    static @Nullable Period period(@Nullable Element period) throws UnreadableInvoice {
        return Groups.orNull(
                new Period(
                        CiiValues.day(period, "ram:StartDateTime/udt:DateTimeString"),
                        CiiValues.day(period, "ram:EndDateTime/udt:DateTimeString")));
    }

    /// The allowances, or the charges, of a document's or a line's settlement.
    static List<AllowanceCharge> allowances(@Nullable Element settlement, boolean charges)
            throws UnreadableInvoice {
        var found = new ArrayList<AllowanceCharge>();
        if (settlement != null) {
            for (var element : settlement.children("ram:SpecifiedTradeAllowanceCharge")) {
                if (isCharge(element) == charges) {
                    take(element, "ram:ChargeIndicator/udt:Indicator");
                    take(element, "ram:CategoryTradeTax/ram:TypeCode");
                    found.add(
                            new AllowanceCharge(
                                    number(element, "ram:ActualAmount"),
                                    number(element, "ram:BasisAmount"),
                                    number(element, "ram:CalculationPercent"),
                                    text(element, "ram:CategoryTradeTax/ram:CategoryCode"),
                                    number(
                                            element,
                                            "ram:CategoryTradeTax/ram:RateApplicablePercent"),
                                    text(element, "ram:Reason"),
                                    text(element, "ram:ReasonCode")));
                }
            }
        }
        return found;
    }

    private static boolean isCharge(Element allowance) {
        var indicator = allowance.first(Path.of("ram:ChargeIndicator/udt:Indicator"));
        return indicator != null
                && (indicator.value().equals("true") || indicator.value().equals("1"));
    }

    private static Line.@Nullable Price price(@Nullable Element agreement)
            throws UnreadableInvoice {
        var net = only(agreement, "ram:NetPriceProductTradePrice");
        var gross = only(agreement, "ram:GrossPriceProductTradePrice");
        if (gross != null) {
            take(gross, "ram:AppliedTradeAllowanceCharge/ram:ChargeIndicator/udt:Indicator");
        }
        return Groups.orNull(
                new Line.Price(
                        number(net, "ram:ChargeAmount"),
                        number(gross, "ram:AppliedTradeAllowanceCharge/ram:ActualAmount"),
                        number(gross, "ram:ChargeAmount"),
                        baseQuantity(net, gross)));
    }

    /// The base quantity stands at the net price, at the gross price, or at both.
    private static @Nullable Quantity baseQuantity(@Nullable Element net, @Nullable Element gross)
            throws UnreadableInvoice {
        var atNet = quantity(net, "ram:BasisQuantity");
        var atGross = gross == null ? null : gross.child("ram:BasisQuantity");
        if (atNet == null) {
            return quantity(gross, "ram:BasisQuantity");
        }
        if (atGross != null && atGross.value().equals(atNet.value().toPlainString())) {
            atGross.take();
        }
        return atNet;
    }

    private static Line.@Nullable Vat vat(@Nullable Element tax) throws UnreadableInvoice {
        if (tax != null) {
            take(tax, "ram:TypeCode");
        }
        return Groups.orNull(
                new Line.Vat(
                        text(tax, "ram:CategoryCode"), number(tax, "ram:RateApplicablePercent")));
    }

    private static Item item(@Nullable Element product) throws UnreadableInvoice {
        if (product == null) {
            return Item.UNKNOWN;
        }
        return new Item(
                text(product, "ram:Name"),
                text(product, "ram:Description"),
                text(product, "ram:SellerAssignedID"),
                text(product, "ram:BuyerAssignedID"),
                identifier(product, "ram:GlobalID"),
                classifications(product),
                text(product, "ram:OriginTradeCountry/ram:ID"),
                attributes(product));
    }

    private static List<Classification> classifications(Element product) {
        var found = new ArrayList<Classification>();
        for (var element :
                product.all(Path.of("ram:DesignatedProductClassification/ram:ClassCode"))) {
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

    private static List<Attribute> attributes(Element product) throws UnreadableInvoice {
        var found = new ArrayList<Attribute>();
        for (var element : product.children("ram:ApplicableProductCharacteristic")) {
            var attribute =
                    Groups.orNull(
                            new Attribute(
                                    text(element, "ram:Description"), text(element, "ram:Value")));
            if (attribute != null) {
                found.add(attribute);
            }
        }
        return found;
    }
}
