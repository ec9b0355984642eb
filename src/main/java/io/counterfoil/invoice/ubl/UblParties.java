package io.counterfoil.invoice.ubl;

import static io.counterfoil.invoice.xml.Values.identifier;
import static io.counterfoil.invoice.xml.Values.only;
import static io.counterfoil.invoice.xml.Values.text;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.Address;
import io.counterfoil.invoice.model.Buyer;
import io.counterfoil.invoice.model.Contact;
import io.counterfoil.invoice.model.Groups;
import io.counterfoil.invoice.model.Identifier;
import io.counterfoil.invoice.model.Payee;
import io.counterfoil.invoice.model.Seller;
import io.counterfoil.invoice.model.TaxRepresentative;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads who takes part: UBL's `cac:Party` in its five places.
final class UblParties {

    /// The scheme that turns a party identifier into the creditor identifier of a direct debit
    /// (BT-90).
    static final String SEPA = "SEPA";

    private UblParties() {}

    static Seller seller(Element root) throws UnreadableInvoice {
        var party = only(root, "cac:AccountingSupplierParty/cac:Party");
        return new Seller(
                text(party, "cac:PartyLegalEntity/cbc:RegistrationName"),
                text(party, "cac:PartyName/cbc:Name"),
                identifiers(party),
                identifier(party, "cac:PartyLegalEntity/cbc:CompanyID"),
                taxId(party, true),
                taxId(party, false),
                text(party, "cac:PartyLegalEntity/cbc:CompanyLegalForm"),
                identifier(party, "cbc:EndpointID"),
                address(only(party, "cac:PostalAddress")),
                contact(party));
    }

    static Buyer buyer(Element root) throws UnreadableInvoice {
        var party = only(root, "cac:AccountingCustomerParty/cac:Party");
        return new Buyer(
                text(party, "cac:PartyLegalEntity/cbc:RegistrationName"),
                text(party, "cac:PartyName/cbc:Name"),
                identifier(party, "cac:PartyIdentification/cbc:ID"),
                identifier(party, "cac:PartyLegalEntity/cbc:CompanyID"),
                taxId(party, true),
                identifier(party, "cbc:EndpointID"),
                address(only(party, "cac:PostalAddress")),
                contact(party));
    }

    static @Nullable Payee payee(Element root) throws UnreadableInvoice {
        var party = only(root, "cac:PayeeParty");
        return Groups.orNull(
                new Payee(
                        text(party, "cac:PartyName/cbc:Name"),
                        identifiers(party).stream().findFirst().orElse(null),
                        identifier(party, "cac:PartyLegalEntity/cbc:CompanyID")));
    }

    static @Nullable TaxRepresentative taxRepresentative(Element root) throws UnreadableInvoice {
        var party = only(root, "cac:TaxRepresentativeParty");
        return Groups.orNull(
                new TaxRepresentative(
                        text(party, "cac:PartyName/cbc:Name"),
                        taxId(party, true),
                        address(only(party, "cac:PostalAddress"))));
    }

    private static List<Identifier> identifiers(@Nullable Element party) {
        var identifiers = new ArrayList<Identifier>();
        if (party != null) {
            for (var element : party.all(Path.of("cac:PartyIdentification/cbc:ID"))) {
                if (!SEPA.equals(element.attribute("schemeID"))) {
                    var identifier = identifier(element);
                    if (identifier != null) {
                        identifiers.add(identifier);
                    }
                }
            }
        }
        return identifiers;
    }

    /// The bank's identifier of the creditor (BT-90), which stands among those of payee or seller.
    static @Nullable String creditor(Element root) {
        for (var place : List.of("cac:PayeeParty", "cac:AccountingSupplierParty/cac:Party")) {
            for (var id : root.all(Path.of(place + "/cac:PartyIdentification/cbc:ID"))) {
                if (SEPA.equals(id.attribute("schemeID"))) {
                    return text(id);
                }
            }
        }
        return null;
    }

    /// The identifier under the VAT scheme, or the one under any other scheme.
    private static @Nullable String taxId(@Nullable Element party, boolean vat)
            throws UnreadableInvoice {
        if (party == null) {
            return null;
        }
        for (var scheme : party.children("cac:PartyTaxScheme")) {
            if (vat == "VAT".equals(text(scheme, "cac:TaxScheme/cbc:ID"))) {
                return text(scheme, "cbc:CompanyID");
            }
        }
        return null;
    }

    private static @Nullable Contact contact(@Nullable Element party) throws UnreadableInvoice {
        return Groups.orNull(
                new Contact(
                        text(party, "cac:Contact/cbc:Name"),
                        text(party, "cac:Contact/cbc:Telephone"),
                        text(party, "cac:Contact/cbc:ElectronicMail")));
    }

    static @Nullable Address address(@Nullable Element address) throws UnreadableInvoice {
        return Groups.orNull(
                new Address(
                        text(address, "cbc:StreetName"),
                        text(address, "cbc:AdditionalStreetName"),
                        text(address, "cac:AddressLine/cbc:Line"),
                        text(address, "cbc:CityName"),
                        text(address, "cbc:PostalZone"),
                        text(address, "cbc:CountrySubentity"),
                        text(address, "cac:Country/cbc:IdentificationCode")));
    }
}
