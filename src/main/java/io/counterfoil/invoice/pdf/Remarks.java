package io.counterfoil.invoice.pdf;

import static io.counterfoil.invoice.pdf.Flow.LEADING;
import static io.counterfoil.invoice.pdf.Flow.LEFT;
import static io.counterfoil.invoice.pdf.Flow.SMALL;
import static io.counterfoil.invoice.pdf.Flow.TEXT;

import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.model.Payment;
import io.counterfoil.invoice.model.SupportingDocument;
import io.counterfoil.invoice.pdf.Sheet.Ink;
import io.counterfoil.invoice.pdf.Typesetter.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What stands below the sums: how to pay, on which terms, and what else there is to say.
final class Remarks {

    private static final float HEADING = 10;
    private static final float ABOVE_HEADING = 4;
    private static final float BELOW_HEADING = 1;
    private static final float BELOW_SECTION = 6;

    /// What must be left of a page for the beginning of a long section.
    private static final float BEGINNING = 44;

    private final Sheet sheet;
    private final Flow flow;
    private final Invoice invoice;
    private final Template template;
    private final Language language;
    private final float width;
    private final List<Section> sections = new ArrayList<>();

    /// @param width narrower than the page where something stands beside them
    Remarks(Sheet sheet, Flow flow, Invoice invoice, Template template, float width) {
        this.sheet = sheet;
        this.flow = flow;
        this.invoice = invoice;
        this.template = template;
        this.language = template.language();
        this.width = width;
    }

    /// Lines below a heading, or below none.
    ///
    /// @param paragraphs the lines of each
    private record Section(List<Line> heading, List<List<Line>> paragraphs, Ink ink) {
        float height() {
            var lines = paragraphs.stream().mapToInt(List::size).sum();
            return ABOVE_HEADING
                    + heading.size() * HEADING * LEADING
                    + BELOW_HEADING
                    + lines * ink.size() * LEADING
                    + BELOW_SECTION;
        }
    }

    /// Collects what there is to say.
    ///
    /// @param beyond facts about the seller for which the foot of the page had no room
    void collect(List<String> beyond) {
        var notes = new ArrayList<>(notes());
        notes.addAll(beyond);
        section(language.label("payment"), payment(), Flow.plain(TEXT));
        section(language.label("notes"), notes, Flow.plain(TEXT));
        section(language.label("attachments"), attachments(), Flow.plain(TEXT));
        section("", new PartyFacts(language).of(invoice), Flow.label(SMALL));
    }

    private void section(String heading, List<String> paragraphs, Ink ink) {
        if (!paragraphs.isEmpty()) {
            var above = heading.isEmpty() ? List.<Line>of() : flow.wrap(heading, ink(), width);
            var lines = paragraphs.stream().map(text -> flow.wrap(text, ink, width)).toList();
            sections.add(new Section(above, lines, ink));
        }
    }

    private Ink ink() {
        return new Ink(HEADING, true, template.color());
    }

    /// The height of all of them on one page.
    float height() {
        return sections.stream().map(Section::height).reduce(0f, Float::sum);
    }

    /// The height of the first of them, which mostly says how to pay.
    float beginning() {
        return sections.isEmpty() ? 0 : sections.getFirst().height();
    }

    /// Writes them; one of moderate length is not broken between pages.
    ///
    /// @param due stands above them, if it is not empty
    void write(String due) {
        if (!due.isEmpty() && !sections.isEmpty()) {
            flow.paragraph(InvoiceLayout.paragraph(sheet), due, LEFT, width, Flow.strong(TEXT + 1));
            flow.skip(ABOVE_HEADING);
        }
        for (var section : sections) {
            var height = section.height();
            flow.need(height <= flow.pageHeight() / 3 ? height : BEGINNING);
            flow.skip(ABOVE_HEADING);
            if (!section.heading.isEmpty()) {
                flow.lines(Sheet.child(sheet.root(), "H2"), section.heading, LEFT, ink());
            }
            flow.skip(BELOW_HEADING);
            for (var paragraph : section.paragraphs) {
                flow.lines(InvoiceLayout.paragraph(sheet), paragraph, LEFT, section.ink);
            }
            flow.skip(BELOW_SECTION);
        }
    }

    private List<String> payment() {
        var lines = new ArrayList<String>();
        add(lines, "terms", invoice.head().paymentTerms());
        var payee = invoice.payee();
        add(lines, "payee", payee == null ? null : payee.name());
        var payment = invoice.payment();
        if (payment != null) {
            var code = payment.typeCode();
            add(lines, "means", means(code, payment.text()));
            payment.transfers().forEach(transfer -> transfer(lines, transfer));
            add(lines, "remittance", payment.remittance());
            card(lines, payment.card());
            debit(lines, payment.directDebit());
        }
        return lines;
    }

    /// What the code means, and what the seller says beside it.
    private @Nullable String means(@Nullable String code, @Nullable String text) {
        var name = code == null ? null : language.code("means", code);
        return name == null || text == null || name.equalsIgnoreCase(text)
                ? Objects.requireNonNullElse(text, name)
                : name + " (" + text + ")";
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
        return invoice.notes().stream().map(this::note).filter(text -> !text.isBlank()).toList();
    }

    private String note(Invoice.Note note) {
        var text = Objects.requireNonNullElse(note.text(), "");
        var subject = note.subject();
        return subject == null ? text : language.code("note", subject) + ": " + text;
    }

    private List<String> attachments() {
        return invoice.documents().stream()
                .map(Remarks::attachment)
                .filter(text -> !text.isBlank())
                .toList();
    }

    private static String attachment(SupportingDocument document) {
        var file = document.attachment();
        var text =
                Stream.of(
                                document.reference(),
                                document.description(),
                                document.location(),
                                file == null ? null : file.filename())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(", "));
        var type = file == null ? null : file.mimeCode();
        return type == null ? text : text + " (" + type + ")";
    }
}
