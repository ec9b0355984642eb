package io.counterfoil.invoice.pdf;

import io.counterfoil.invoice.model.Invoice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Number, dates and references of an invoice, which stand beside the buyer.
final class HeadFacts {

    private final Language language;
    private final List<Fact> facts = new ArrayList<>();

    private HeadFacts(Language language) {
        this.language = language;
    }

    /// A label and what stands behind it.
    record Fact(String label, String value) {}

    /// Those that the invoice has, in the order in which they are looked for.
    static List<Fact> of(Invoice invoice, Language language) {
        var head = new HeadFacts(language);
        head.dates(invoice);
        head.references(invoice);
        return List.copyOf(head.facts);
    }

    private void dates(Invoice invoice) {
        var head = invoice.head();
        var delivery = invoice.delivery();
        add(invoice.isCreditNote() ? "creditNoteNumber" : "number", head.number());
        add("issueDate", date(head.issueDate()));
        add("deliveryDate", delivery == null ? null : date(delivery.date()));
        add("period", language.period(invoice.period()));
        add("taxPoint", date(head.taxPointDate()));
        var code = head.taxPointCode();
        add("taxPoint", code == null ? null : language.code("taxPoint", code));
        add("dueDate", date(head.dueDate()));
        for (var one : invoice.preceding()) {
            var day = one.issueDate() == null ? "" : " (" + date(one.issueDate()) + ")";
            add("preceding", one.number() == null ? null : one.number() + day);
        }
    }

    private void references(Invoice invoice) {
        var references = invoice.references();
        add("purchaseOrder", references.purchaseOrder());
        add("salesOrder", references.salesOrder());
        add("contract", references.contract());
        add("project", references.project());
        add("tender", references.tender());
        add("despatchAdvice", references.despatchAdvice());
        add("receivingAdvice", references.receivingAdvice());
        var object = references.invoicedObject();
        add("invoicedObject", object == null ? null : language.identifier(object));
        add("buyerReference", references.buyer());
        add("buyerAccounting", invoice.head().buyerAccounting());
    }

    private void add(String label, @Nullable String value) {
        if (value != null) {
            facts.add(new Fact(language.label(label), value));
        }
    }

    private @Nullable String date(@Nullable LocalDate date) {
        return date == null ? null : language.date(date);
    }
}
