package io.counterfoil.invoice.cii;

import static io.counterfoil.invoice.xml.Values.number;
import static io.counterfoil.invoice.xml.Values.only;
import static io.counterfoil.invoice.xml.Values.quantity;
import static io.counterfoil.invoice.xml.Values.take;
import static io.counterfoil.invoice.xml.Values.text;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.Groups;
import io.counterfoil.invoice.model.Identifier;
import io.counterfoil.invoice.model.Line;
import io.counterfoil.invoice.model.Period;
import io.counterfoil.invoice.model.Quantity;
import io.counterfoil.invoice.xml.AllowanceNames;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.ItemNames;
import org.jspecify.annotations.Nullable;

/// Reads the positions, and what positions and document have in common.
final class CiiLines {

    /// Of documents and of lines.
    static final AllowanceNames ALLOWANCES =
            new AllowanceNames(
                    "ram:SpecifiedTradeAllowanceCharge",
                    "ram:ChargeIndicator/udt:Indicator",
                    "ram:ActualAmount",
                    "ram:BasisAmount",
                    "ram:CalculationPercent",
                    "ram:CategoryTradeTax/ram:CategoryCode",
                    "ram:CategoryTradeTax/ram:RateApplicablePercent",
                    "ram:CategoryTradeTax/ram:TypeCode",
                    "ram:Reason",
                    "ram:ReasonCode");

    private static final ItemNames ITEM =
            new ItemNames(
                    "ram:Name",
                    "ram:Description",
                    "ram:SellerAssignedID",
                    "ram:BuyerAssignedID",
                    "ram:GlobalID",
                    "ram:DesignatedProductClassification/ram:ClassCode",
                    "ram:OriginTradeCountry/ram:ID",
                    "ram:ApplicableProductCharacteristic",
                    "ram:Description",
                    "ram:Value");

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
                ALLOWANCES.read(settlement, false),
                ALLOWANCES.read(settlement, true),
                price(agreement),
                vat(only(settlement, "ram:ApplicableTradeTax")),
                ITEM.read(only(line, "ram:SpecifiedTradeProduct")));
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
}
