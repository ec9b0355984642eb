package io.counterfoil.invoice.ubl;

import io.counterfoil.invoice.model.Item;
import io.counterfoil.invoice.model.Line;
import io.counterfoil.invoice.model.Quantity;
import io.counterfoil.invoice.xml.XmlWriter;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes the positions.
record UblLineWriter(XmlWriter xml, boolean creditNote, @Nullable String currency) {

    void write(Line line) {
        xml.group(
                creditNote ? "cac:CreditNoteLine" : "cac:InvoiceLine",
                () -> {
                    xml.leaf("cbc:ID", line.id());
                    xml.leaf("cbc:Note", line.note());
                    quantity(
                            creditNote ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity",
                            line.quantity());
                    xml.leaf("cbc:LineExtensionAmount", line.netAmount(), "currencyID", currency);
                    xml.leaf("cbc:AccountingCost", line.buyerAccounting());
                    UblWriter.period(xml, "cac:InvoicePeriod", line.period(), null);
                    xml.group(
                            "cac:OrderLineReference",
                            () -> xml.leaf("cbc:LineID", line.orderLine()));
                    object(line);
                    UblWriter.allowances(xml, line.allowances(), false, currency);
                    UblWriter.allowances(xml, line.charges(), true, currency);
                    xml.group("cac:Item", () -> item(line.item(), line.vat()));
                    xml.group("cac:Price", () -> price(line.price()));
                });
    }

    private void quantity(String name, @Nullable Quantity quantity) {
        if (quantity != null) {
            xml.leaf(name, quantity.value(), "unitCode", quantity.unit());
        }
    }

    private void object(Line line) {
        if (line.object() != null) {
            xml.group(
                    "cac:DocumentReference",
                    () -> {
                        UblPartyWriter.id(xml, "cbc:ID", line.object());
                        xml.leaf("cbc:DocumentTypeCode", UblReader.INVOICED_OBJECT);
                    });
        }
    }

    private void item(Item item, Line.@Nullable Vat vat) {
        xml.leaf("cbc:Description", item.description());
        xml.leaf("cbc:Name", item.name());
        xml.group("cac:BuyersItemIdentification", () -> xml.leaf("cbc:ID", item.buyersId()));
        xml.group("cac:SellersItemIdentification", () -> xml.leaf("cbc:ID", item.sellersId()));
        xml.group(
                "cac:StandardItemIdentification",
                () -> UblPartyWriter.id(xml, "cbc:ID", item.standardId()));
        xml.group(
                "cac:OriginCountry",
                () -> xml.leaf("cbc:IdentificationCode", item.originCountry()));
        for (var classification : item.classifications()) {
            xml.group(
                    "cac:CommodityClassification",
                    () ->
                            xml.leaf(
                                    "cbc:ItemClassificationCode",
                                    classification.code(),
                                    XmlWriter.attributes(
                                            "listID",
                                            classification.list(),
                                            "listVersionID",
                                            classification.version())));
        }
        if (vat != null) {
            UblWriter.category(xml, "cac:ClassifiedTaxCategory", vat.category(), vat.rate());
        }
        for (var attribute : item.attributes()) {
            xml.group(
                    "cac:AdditionalItemProperty",
                    () -> {
                        xml.leaf("cbc:Name", attribute.name());
                        xml.leaf("cbc:Value", attribute.value());
                    });
        }
    }

    private void price(Line.@Nullable Price price) {
        if (price == null) {
            return;
        }
        xml.leaf("cbc:PriceAmount", price.net(), "currencyID", currency);
        quantity("cbc:BaseQuantity", price.baseQuantity());
        if (price.discount() != null || price.gross() != null) {
            // The schema wants an amount, be it nothing.
            var discount = Objects.requireNonNullElse(price.discount(), BigDecimal.ZERO);
            xml.group(
                    "cac:AllowanceCharge",
                    () -> {
                        xml.leaf("cbc:ChargeIndicator", false);
                        xml.leaf("cbc:Amount", discount, "currencyID", currency);
                        xml.leaf("cbc:BaseAmount", price.gross(), "currencyID", currency);
                    });
        }
    }
}
