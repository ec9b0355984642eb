package io.counterfoil.invoice.cii;

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
import io.counterfoil.invoice.xml.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads who takes part: CII's trade party in its five places.
final class CiiParties {

    private CiiParties() {}

    static Seller seller(@Nullable Element party) throws UnreadableInvoice {
        return new Seller(
                text(party, "ram:Name"),
                text(party, "ram:SpecifiedLegalOrganization/ram:TradingBusinessName"),
                identifiers(party),
                identifier(party, "ram:SpecifiedLegalOrganization/ram:ID"),
                taxId(party, "VA"),
                taxId(party, "FC"),
                text(party, "ram:Description"),
                identifier(party, "ram:URIUniversalCommunication/ram:URIID"),
                address(only(party, "ram:PostalTradeAddress")),
                contact(only(party, "ram:DefinedTradeContact")));
    }

    static Buyer buyer(@Nullable Element party) throws UnreadableInvoice {
        return new Buyer(
                text(party, "ram:Name"),
                text(party, "ram:SpecifiedLegalOrganization/ram:TradingBusinessName"),
                CiiValues.identifier(party),
                identifier(party, "ram:SpecifiedLegalOrganization/ram:ID"),
                taxId(party, "VA"),
                identifier(party, "ram:URIUniversalCommunication/ram:URIID"),
                address(only(party, "ram:PostalTradeAddress")),
                contact(only(party, "ram:DefinedTradeContact")));
    }

    static @Nullable Payee payee(@Nullable Element party) throws UnreadableInvoice {
        return Groups.orNull(
                new Payee(
                        text(party, "ram:Name"),
                        CiiValues.identifier(party),
                        identifier(party, "ram:SpecifiedLegalOrganization/ram:ID")));
    }

    static @Nullable TaxRepresentative taxRepresentative(@Nullable Element party)
            throws UnreadableInvoice {
        return Groups.orNull(
                new TaxRepresentative(
                        text(party, "ram:Name"),
                        taxId(party, "VA"),
                        address(only(party, "ram:PostalTradeAddress"))));
    }

    private static List<Identifier> identifiers(@Nullable Element party) {
        var identifiers = new ArrayList<Identifier>();
        if (party != null) {
            for (var name : List.of("ram:ID", "ram:GlobalID")) {
                for (var element : party.children(name)) {
                    var identifier = Values.identifier(element);
                    if (identifier != null) {
                        identifiers.add(identifier);
                    }
                }
            }
        }
        return identifiers;
    }

    private static @Nullable String taxId(@Nullable Element party, String scheme) {
        if (party != null) {
            for (var id : party.all(Path.of("ram:SpecifiedTaxRegistration/ram:ID"))) {
                if (scheme.equals(id.attribute("schemeID"))) {
                    return text(id);
                }
            }
        }
        return null;
    }

    /// The contact point is a person or, failing that, a department.
    private static @Nullable Contact contact(@Nullable Element contact) throws UnreadableInvoice {
        var person = text(contact, "ram:PersonName");
        return Groups.orNull(
                new Contact(
                        person != null ? person : text(contact, "ram:DepartmentName"),
                        text(contact, "ram:TelephoneUniversalCommunication/ram:CompleteNumber"),
                        text(contact, "ram:EmailURIUniversalCommunication/ram:URIID")));
    }

    static @Nullable Address address(@Nullable Element address) throws UnreadableInvoice {
        return Groups.orNull(
                new Address(
                        text(address, "ram:LineOne"),
                        text(address, "ram:LineTwo"),
                        text(address, "ram:LineThree"),
                        text(address, "ram:CityName"),
                        text(address, "ram:PostcodeCode"),
                        text(address, "ram:CountrySubDivisionName"),
                        text(address, "ram:CountryID")));
    }
}
