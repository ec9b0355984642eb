package io.counterfoil.invoice.cii;

import io.counterfoil.invoice.model.Address;
import io.counterfoil.invoice.model.Buyer;
import io.counterfoil.invoice.model.Contact;
import io.counterfoil.invoice.model.Delivery;
import io.counterfoil.invoice.model.Identifier;
import io.counterfoil.invoice.model.Payee;
import io.counterfoil.invoice.model.Seller;
import io.counterfoil.invoice.model.TaxRepresentative;
import io.counterfoil.invoice.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/// Writes who takes part.
record CiiPartyWriter(XmlWriter xml) {

    void seller(Seller seller) {
        seller.identifiers().forEach(this::identifier);
        xml.leaf("ram:Name", seller.name());
        xml.leaf("ram:Description", seller.legalInformation());
        organization(seller.legalId(), seller.tradingName());
        contact(seller.contact());
        address(seller.address());
        endpoint(seller.endpoint());
        tax(seller.vatId(), "VA");
        tax(seller.taxId(), "FC");
    }

    void buyer(Buyer buyer) {
        identifier(buyer.identifier());
        xml.leaf("ram:Name", buyer.name());
        organization(buyer.legalId(), buyer.tradingName());
        contact(buyer.contact());
        address(buyer.address());
        endpoint(buyer.endpoint());
        tax(buyer.vatId(), "VA");
    }

    void payee(@Nullable Payee payee) {
        if (payee != null) {
            identifier(payee.identifier());
            xml.leaf("ram:Name", payee.name());
            organization(payee.legalId(), null);
        }
    }

    void taxRepresentative(@Nullable TaxRepresentative representative) {
        if (representative != null) {
            xml.leaf("ram:Name", representative.name());
            address(representative.address());
            tax(representative.vatId(), "VA");
        }
    }

    void shipTo(Delivery delivery) {
        identifier(delivery.location());
        xml.leaf("ram:Name", delivery.name());
        address(delivery.address());
    }

    private void identifier(@Nullable Identifier id) {
        if (id != null) {
            xml.leaf(
                    id.scheme() == null ? "ram:ID" : "ram:GlobalID",
                    id.value(),
                    "schemeID",
                    id.scheme());
        }
    }

    private void organization(@Nullable Identifier id, @Nullable String tradingName) {
        xml.group(
                "ram:SpecifiedLegalOrganization",
                () -> {
                    if (id != null) {
                        xml.leaf("ram:ID", id.value(), "schemeID", id.scheme());
                    }
                    xml.leaf("ram:TradingBusinessName", tradingName);
                });
    }

    private void contact(@Nullable Contact contact) {
        if (contact != null) {
            xml.group(
                    "ram:DefinedTradeContact",
                    () -> {
                        xml.leaf("ram:PersonName", contact.name());
                        xml.group(
                                "ram:TelephoneUniversalCommunication",
                                () -> xml.leaf("ram:CompleteNumber", contact.telephone()));
                        xml.group(
                                "ram:EmailURIUniversalCommunication",
                                () -> xml.leaf("ram:URIID", contact.email()));
                    });
        }
    }

    private void address(@Nullable Address address) {
        if (address != null) {
            xml.group(
                    "ram:PostalTradeAddress",
                    () -> {
                        xml.leaf("ram:PostcodeCode", address.postCode());
                        xml.leaf("ram:LineOne", address.line1());
                        xml.leaf("ram:LineTwo", address.line2());
                        xml.leaf("ram:LineThree", address.line3());
                        xml.leaf("ram:CityName", address.city());
                        xml.leaf("ram:CountryID", address.country());
                        xml.leaf("ram:CountrySubDivisionName", address.subdivision());
                    });
        }
    }

    private void endpoint(@Nullable Identifier endpoint) {
        if (endpoint != null) {
            xml.group(
                    "ram:URIUniversalCommunication",
                    () -> xml.leaf("ram:URIID", endpoint.value(), "schemeID", endpoint.scheme()));
        }
    }

    private void tax(@Nullable String id, String scheme) {
        xml.group("ram:SpecifiedTaxRegistration", () -> xml.leaf("ram:ID", id, "schemeID", scheme));
    }
}
