package io.counterfoil.invoice.pdf;

import static io.counterfoil.invoice.pdf.Flow.LEFT;
import static io.counterfoil.invoice.pdf.Flow.TEXT;
import static io.counterfoil.invoice.pdf.Flow.WIDTH;

import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.model.Payment;
import io.counterfoil.invoice.pdf.Sheet.Ink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands below the sums: how to pay, on which terms, and what else there is to say.
final class Remarks {

    private final Sheet sheet;
    private final Flow flow;
    private final Invoice invoice;
    private final Template template;
    private final Language language;
    private final float width;

    Remarks(Sheet sheet, Flow flow, Invoice invoice, Template template, boolean besideQrCode) {
        this.sheet = sheet;
        this.flow = flow;
        this.invoice = invoice;
        this.template = template;
        this.language = template.language();
        this.width = besideQrCode ? WIDTH - QrCode.PLACE : WIDTH;
    }

    /// @param beyond facts about the seller for which the foot of the page had no room
    void write(List<String> beyond) {
        section("payment", payment());
        var notes = new ArrayList<>(notes());
        notes.addAll(beyond);
        section("notes", notes);
        section("attachments", attachments());
    }

    private void section(String heading, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        flow.need(44);
        flow.skip(4);
        flow.paragraph(
                Sheet.child(sheet.root(), "H2"),
                language.label(heading),
                LEFT,
                width,
                new Ink(10, true, template.color()));
        flow.skip(1);
        for (var line : lines) {
            flow.paragraph(InvoiceLayout.paragraph(sheet), line, LEFT, width, Flow.plain(TEXT));
        }
        flow.skip(6);
    }

    private List<String> payment() {
        var lines = new ArrayList<String>();
        add(lines, "terms", invoice.head().paymentTerms());
        var payee = invoice.payee();
        add(lines, "payee", payee == null ? null : payee.name());
        var payment = invoice.payment();
        if (payment != null) {
            var code = payment.typeCode();
            add(
                    lines,
                    "means",
                    payment.text() != null || code == null
                            ? payment.text()
                            : language.code("means", code));
            payment.transfers().forEach(transfer -> transfer(lines, transfer));
            add(lines, "remittance", payment.remittance());
            card(lines, payment.card());
            debit(lines, payment.directDebit());
        }
        return lines;
    }

    private void transfer(List<String> lines, Payment.CreditTransfer transfer) {
        add(lines, "account", spaced(transfer.account()));
        add(lines, "holder", transfer.name());
        add(lines, "bank", transfer.provider());
    }

    /// An IBAN is read in groups of four.
    private static @Nullable String spaced(@Nullable String account) {
        return account != null && account.matches("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}")
                ? account.replaceAll("(.{4})(?=.)", "$1 ")
                : account;
    }

    private void card(List<String> lines, Payment.@Nullable Card card) {
        if (card != null) {
            add(lines, "card", card.account());
            add(lines, "holder", card.holder());
        }
    }

    private void debit(List<String> lines, Payment.@Nullable DirectDebit debit) {
        if (debit != null) {
            add(lines, "mandate", debit.mandate());
            add(lines, "creditor", debit.creditor());
            add(lines, "account", spaced(debit.account()));
        }
    }

    private void add(List<String> lines, String label, @Nullable String value) {
        if (value != null) {
            lines.add(language.label(label) + ": " + value);
        }
    }

    private List<String> notes() {
        return invoice.notes().stream()
                .map(Invoice.Note::text)
                .filter(text -> text != null && !text.isBlank())
                .toList();
    }

    private List<String> attachments() {
        return invoice.documents().stream()
                .map(document ->
                        document.description() == null
                                ? document.reference()
                                : document.reference() + ": " + document.description())
                .filter(text -> text != null && !text.isBlank())
                .toList();
    }
}
