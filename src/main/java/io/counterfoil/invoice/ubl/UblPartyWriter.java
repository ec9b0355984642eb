package io.counterfoil.invoice.ubl;

import io.counterfoil.invoice.model.Address;
import io.counterfoil.invoice.model.Contact;
import io.counterfoil.invoice.model.Identifier;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/// Writes who takes part.
record UblPartyWriter(XmlWriter xml, Invoice invoice) {

    void write() {
        xml.group("cac:AccountingSupplierParty", () -> xml.group("cac:Party", this::seller));
        xml.group("cac:AccountingCustomerParty", () -> xml.group("cac:Party", this::buyer));
        xml.group("cac:PayeeParty", this::payee);
        xml.group("cac:TaxRepresentativeParty", this::taxRepresentative);
    }

    private void seller() {
        var seller = invoice.seller();
        id(xml, "cbc:EndpointID", seller.endpoint());
        seller.identifiers().forEach(this::identification);
        if (invoice.payee() == null) {
            creditor();
        }
        name(seller.tradingName());
        address(xml, "cac:PostalAddress", seller.address());
        tax(seller.vatId(), "VAT");
        tax(seller.taxId(), "LOC");
        legal(seller.name(), seller.legalId(), seller.legalInformation());
        contact(seller.contact());
    }

    private void buyer() {
        var buyer = invoice.buyer();
        id(xml, "cbc:EndpointID", buyer.endpoint());
        identification(buyer.identifier());
        name(buyer.tradingName());
        address(xml, "cac:PostalAddress", buyer.address());
        tax(buyer.vatId(), "VAT");
        legal(buyer.name(), buyer.legalId(), null);
        contact(buyer.contact());
    }

    private void payee() {
        var payee = invoice.payee();
        if (payee != null) {
            identification(payee.identifier());
            creditor();
            name(payee.name());
            legal(null, payee.legalId(), null);
        }
    }

    private void taxRepresentative() {
        var representative = invoice.taxRepresentative();
        if (representative != null) {
            name(representative.name());
            address(xml, "cac:PostalAddress", representative.address());
            tax(representative.vatId(), "VAT");
        }
    }

    /// The creditor identifier (BT-90) stands among the identifiers of whoever is paid.
    private void creditor() {
        var payment = invoice.payment();
        var debit = payment == null ? null : payment.directDebit();
        if (debit != null && debit.creditor() != null) {
            identification(new Identifier(debit.creditor(), UblParties.SEPA));
        }
    }

    static void id(XmlWriter xml, String name, @Nullable Identifier id) {
        if (id != null) {
            xml.leaf(name, id.value(), "schemeID", id.scheme());
        }
    }

    private void identification(@Nullable Identifier identifier) {
        xml.group("cac:PartyIdentification", () -> id(xml, "cbc:ID", identifier));
    }

    private void name(@Nullable String name) {
        xml.group("cac:PartyName", () -> xml.leaf("cbc:Name", name));
    }

    private void tax(@Nullable String id, String scheme) {
        if (id != null) {
            xml.group(
                    "cac:PartyTaxScheme",
                    () -> {
                        xml.leaf("cbc:CompanyID", id);
                        xml.group("cac:TaxScheme", () -> xml.leaf("cbc:ID", scheme));
                    });
        }
    }

    private void legal(@Nullable String name, @Nullable Identifier id, @Nullable String form) {
        xml.group(
                "cac:PartyLegalEntity",
                () -> {
                    xml.leaf("cbc:RegistrationName", name);
                    id(xml, "cbc:CompanyID", id);
                    xml.leaf("cbc:CompanyLegalForm", form);
                });
    }

    private void contact(@Nullable Contact contact) {
        if (contact != null) {
            xml.group(
                    "cac:Contact",
                    () -> {
                        xml.leaf("cbc:Name", contact.name());
                        xml.leaf("cbc:Telephone", contact.telephone());
                        xml.leaf("cbc:ElectronicMail", contact.email());
                    });
        }
    }

    static void address(XmlWriter xml, String name, @Nullable Address address) {
        if (address != null) {
            xml.group(
                    name,
                    () -> {
                        xml.leaf("cbc:StreetName", address.line1());
                        xml.leaf("cbc:AdditionalStreetName", address.line2());
                        xml.leaf("cbc:CityName", address.city());
                        xml.leaf("cbc:PostalZone", address.postCode());
                        xml.leaf("cbc:CountrySubentity", address.subdivision());
                        xml.group("cac:AddressLine", () -> xml.leaf("cbc:Line", address.line3()));
                        xml.group(
                                "cac:Country",
                                () -> xml.leaf("cbc:IdentificationCode", address.country()));
                    });
        }
    }
}
