package io.counterfoil.invoice.cii;

import io.counterfoil.invoice.model.Item;
import io.counterfoil.invoice.model.Line;
import io.counterfoil.invoice.model.Quantity;
import io.counterfoil.invoice.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/// Writes the positions.
record CiiLineWriter(XmlWriter xml) {

    void write(Line line) {
        xml.group(
                "ram:IncludedSupplyChainTradeLineItem",
                () -> {
                    xml.group(
                            "ram:AssociatedDocumentLineDocument",
                            () -> {
                                xml.leaf("ram:LineID", line.id());
                                xml.group(
                                        "ram:IncludedNote",
                                        () -> xml.leaf("ram:Content", line.note()));
                            });
                    xml.group("ram:SpecifiedTradeProduct", () -> product(line.item()));
                    xml.group("ram:SpecifiedLineTradeAgreement", () -> agreement(line));
                    xml.group(
                            "ram:SpecifiedLineTradeDelivery",
                            () -> quantity("ram:BilledQuantity", line.quantity()));
                    xml.group("ram:SpecifiedLineTradeSettlement", () -> settlement(line));
                });
    }

    private void quantity(String name, @Nullable Quantity quantity) {
        if (quantity != null) {
            xml.leaf(name, quantity.value(), "unitCode", quantity.unit());
        }
    }

    private void product(Item item) {
        var standard = item.standardId();
        if (standard != null) {
            xml.leaf("ram:GlobalID", standard.value(), "schemeID", standard.scheme());
        }
        xml.leaf("ram:SellerAssignedID", item.sellersId());
        xml.leaf("ram:BuyerAssignedID", item.buyersId());
        xml.leaf("ram:Name", item.name());
        xml.leaf("ram:Description", item.description());
        for (var attribute : item.attributes()) {
            xml.group(
                    "ram:ApplicableProductCharacteristic",
                    () -> {
                        xml.leaf("ram:Description", attribute.name());
                        xml.leaf("ram:Value", attribute.value());
                    });
        }
        for (var classification : item.classifications()) {
            xml.group(
                    "ram:DesignatedProductClassification",
                    () ->
                            xml.leaf(
                                    "ram:ClassCode",
                                    classification.code(),
                                    XmlWriter.attributes(
                                            "listID",
                                            classification.list(),
                                            "listVersionID",
                                            classification.version())));
        }
        xml.group("ram:OriginTradeCountry", () -> xml.leaf("ram:ID", item.originCountry()));
    }

    private void agreement(Line line) {
        xml.group(
                "ram:BuyerOrderReferencedDocument", () -> xml.leaf("ram:LineID", line.orderLine()));
        var price = line.price();
        if (price == null) {
            return;
        }
        if (price.gross() != null || price.discount() != null) {
            xml.group("ram:GrossPriceProductTradePrice", () -> gross(price));
        }
        xml.group(
                "ram:NetPriceProductTradePrice",
                () -> {
                    xml.leaf("ram:ChargeAmount", price.net());
                    quantity("ram:BasisQuantity", price.baseQuantity());
                });
    }

    private void gross(Line.Price price) {
        xml.leaf("ram:ChargeAmount", price.gross());
        quantity("ram:BasisQuantity", price.baseQuantity());
        if (price.discount() != null) {
            xml.group(
                    "ram:AppliedTradeAllowanceCharge",
                    () -> {
                        xml.group("ram:ChargeIndicator", () -> xml.leaf("udt:Indicator", false));
                        xml.leaf("ram:ActualAmount", price.discount());
                    });
        }
    }

    private void settlement(Line line) {
        var vat = line.vat();
        if (vat != null) {
            xml.group(
                    "ram:ApplicableTradeTax",
                    () -> {
                        xml.leaf("ram:TypeCode", "VAT");
                        xml.leaf("ram:CategoryCode", vat.category());
                        xml.leaf("ram:RateApplicablePercent", vat.rate());
                    });
        }
        CiiWriter.period(xml, line.period());
        CiiWriter.allowances(xml, line.allowances(), false);
        CiiWriter.allowances(xml, line.charges(), true);
        xml.group(
                "ram:SpecifiedTradeSettlementLineMonetarySummation",
                () -> xml.leaf("ram:LineTotalAmount", line.netAmount()));
        var object = line.object();
        if (object != null) {
            xml.group(
                    "ram:AdditionalReferencedDocument",
                    () -> {
                        xml.leaf("ram:IssuerAssignedID", object.value());
                        xml.leaf("ram:TypeCode", CiiReader.INVOICED_OBJECT);
                        xml.leaf("ram:ReferenceTypeCode", object.scheme());
                    });
        }
        xml.group(
                "ram:ReceivableSpecifiedTradeAccountingAccount",
                () -> xml.leaf("ram:ID", line.buyerAccounting()));
    }
}
