package io.counterfoil.invoice.pdf;

import io.counterfoil.invoice.model.Address;
import io.counterfoil.invoice.model.Contact;
import io.counterfoil.invoice.model.Identifier;
import io.counterfoil.invoice.model.Invoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// By what the parties are known and reached besides their names and addresses: what a letter would
/// not say, and the XML does.
final class PartyFacts {

    private final Language language;

    PartyFacts(Language language) {
        this.language = language;
    }

    /// A sentence for each party of which there is something to say.
    List<String> of(Invoice invoice) {
        var sentences = new ArrayList<String>();
        add(sentences, "seller", seller(invoice));
        add(sentences, "buyer", buyer(invoice));
        var payee = invoice.payee();
        if (payee != null) {
            add(sentences, "payee", ids(payee.identifier(), payee.legalId()));
        }
        var representative = invoice.taxRepresentative();
        if (representative != null) {
            add(sentences, "taxRepresentative", lines(representative.address()));
        }
        return sentences;
    }

    private void add(List<String> sentences, String party, List<String> facts) {
        if (!facts.isEmpty()) {
            sentences.add(language.label(party) + ": " + String.join(" · ", facts));
        }
    }

    private List<String> seller(Invoice invoice) {
        var facts = new ArrayList<String>();
        for (var identifier : invoice.seller().identifiers()) {
            fact(facts, "id", identifier);
        }
        fact(facts, "endpoint", invoice.seller().endpoint());
        return facts;
    }

    private List<String> buyer(Invoice invoice) {
        var buyer = invoice.buyer();
        var facts = new ArrayList<String>();
        contact(facts, buyer.contact());
        facts.addAll(ids(buyer.identifier(), buyer.legalId()));
        fact(facts, "endpoint", buyer.endpoint());
        return facts;
    }

    private static void contact(List<String> facts, @Nullable Contact contact) {
        if (contact != null) {
            addIf(facts, contact.name());
            addIf(facts, contact.telephone());
            addIf(facts, contact.email());
        }
    }

    private List<String> ids(@Nullable Identifier identifier, @Nullable Identifier legalId) {
        var facts = new ArrayList<String>();
        fact(facts, "id", identifier);
        fact(facts, "legalId", legalId);
        return facts;
    }

    private void fact(List<String> facts, String label, @Nullable Identifier identifier) {
        if (identifier != null) {
            facts.add(language.label(label) + " " + language.identifier(identifier));
        }
    }

    /// An address in the lines of a letter.
    List<String> lines(@Nullable Address address) {
        if (address == null) {
            return List.of();
        }
        var town =
                Stream.of(address.postCode(), address.city())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" "));
        var country = address.country() == null ? null : language.country(address.country());
        var lines = new ArrayList<String>();
        addIf(lines, address.line1());
        addIf(lines, address.line2());
        addIf(lines, address.line3());
        addIf(lines, town);
        addIf(lines, address.subdivision());
        addIf(lines, country);
        return lines;
    }

    private static void addIf(List<String> lines, @Nullable String line) {
        if (line != null && !line.isBlank()) {
            lines.add(line);
        }
    }
}
