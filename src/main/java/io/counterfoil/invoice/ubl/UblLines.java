package io.counterfoil.invoice.ubl;

import static io.counterfoil.invoice.xml.Values.date;
import static io.counterfoil.invoice.xml.Values.identifier;
import static io.counterfoil.invoice.xml.Values.number;
import static io.counterfoil.invoice.xml.Values.only;
import static io.counterfoil.invoice.xml.Values.quantity;
import static io.counterfoil.invoice.xml.Values.take;
import static io.counterfoil.invoice.xml.Values.text;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.Groups;
import io.counterfoil.invoice.model.Line;
import io.counterfoil.invoice.model.Period;
import io.counterfoil.invoice.xml.AllowanceNames;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.ItemNames;
import org.jspecify.annotations.Nullable;

/// Reads the positions, and what positions and document have in common.
final class UblLines {

    /// Of documents and of lines.
    static final AllowanceNames ALLOWANCES =
            new AllowanceNames(
                    "cac:AllowanceCharge",
                    "cbc:ChargeIndicator",
                    "cbc:Amount",
                    "cbc:BaseAmount",
                    "cbc:MultiplierFactorNumeric",
                    "cac:TaxCategory/cbc:ID",
                    "cac:TaxCategory/cbc:Percent",
                    "cac:TaxCategory/cac:TaxScheme/cbc:ID",
                    "cbc:AllowanceChargeReason",
                    "cbc:AllowanceChargeReasonCode");

    private static final ItemNames ITEM =
            new ItemNames(
                    "cbc:Name",
                    "cbc:Description",
                    "cac:SellersItemIdentification/cbc:ID",
                    "cac:BuyersItemIdentification/cbc:ID",
                    "cac:StandardItemIdentification/cbc:ID",
                    "cac:CommodityClassification/cbc:ItemClassificationCode",
                    "cac:OriginCountry/cbc:IdentificationCode",
                    "cac:AdditionalItemProperty",
                    "cbc:Name",
                    "cbc:Value");

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
                ALLOWANCES.read(line, false),
                ALLOWANCES.read(line, true),
                price(only(line, "cac:Price")),
                vat(only(line, "cac:Item/cac:ClassifiedTaxCategory")),
                ITEM.read(only(line, "cac:Item")));
    }

    static @Nullable Period period(@Nullable Element period) throws UnreadableInvoice {
        return Groups.orNull(
                new Period(date(period, "cbc:StartDate"), date(period, "cbc:EndDate")));
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
}
