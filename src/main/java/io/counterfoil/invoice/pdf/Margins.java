package io.counterfoil.invoice.pdf;

import static io.counterfoil.invoice.pdf.Flow.LEADING;
import static io.counterfoil.invoice.pdf.Flow.LEFT;
import static io.counterfoil.invoice.pdf.Flow.RIGHT;
import static io.counterfoil.invoice.pdf.Flow.SMALL;
import static io.counterfoil.invoice.pdf.Flow.TOP;
import static io.counterfoil.invoice.pdf.Flow.WIDTH;

import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.model.Seller;
import io.counterfoil.invoice.pdf.Typesetter.Line;
import java.awt.Color;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What stands at the edges of the pages: who answers for the invoice and which page it is at the
/// foot, and from the second page on what the page belongs to at its head.
final class Margins {

    /// A taller foot would be a letter of its own; what it cannot hold is said among the remarks.
    private static final int FOOT_LINES_MAX = 5;

    private static final float FOOT_SIZE = 7;
    private static final float FOOT_LEADING = FOOT_SIZE * LEADING;
    private static final float FOOT_WIDTH = WIDTH - 90;

    /// The lowest base line, which any office printer reaches.
    private static final float LOWEST = 40;

    private static final Color RULE = new Color(0xC8, 0xCE, 0xD6);

    private final Sheet sheet;
    private final Flow flow;
    private final Language language;
    private final List<Line> foot;
    private final List<String> beyond = new ArrayList<>();

    Margins(Sheet sheet, Flow flow, Invoice invoice, Template template) {
        this.sheet = sheet;
        this.flow = flow;
        this.language = template.language();
        var kept = new ArrayList<String>();
        for (var fact : facts(invoice, template)) {
            kept.add(fact);
            if (lines(kept).size() > FOOT_LINES_MAX) {
                beyond.add(kept.removeLast());
            }
        }
        foot = lines(kept);
        flow.endAt(rule() + 14);
    }

    private List<Line> lines(List<String> facts) {
        return flow.wrapFacts(facts, Flow.label(FOOT_SIZE), FOOT_WIDTH);
    }

    private float rule() {
        return LOWEST + Math.max(foot.size() - 1, 0) * FOOT_LEADING + 12;
    }

    /// The facts for which the foot has no room.
    List<String> beyond() {
        return beyond;
    }

    /// Draws them on every page there is.
    ///
    /// @param title what the document is called
    void draw(String title, String seller) {
        var pages = sheet.pages();
        for (var page = 0; page < pages; page++) {
            sheet.returnTo(page);
            if (page > 0) {
                head(title, seller);
            }
            foot(page, MessageFormat.format(language.label("page"), page + 1, pages));
        }
    }

    private void head(String title, String seller) {
        var ink = Flow.label(SMALL);
        var right = flow.wrap(title, ink, WIDTH / 2).getFirst();
        var left = flow.wrap(seller, ink, WIDTH / 2 - 12).getFirst();
        sheet.artifact(left, LEFT, TOP + 14, ink);
        sheet.artifact(right, RIGHT - right.width() * ink.size(), TOP + 14, ink);
    }

    /// Who answers for the invoice is content, once; the rest of the margins is decoration.
    private void foot(int page, String number) {
        var ink = Flow.label(FOOT_SIZE);
        sheet.fill(LEFT, rule(), WIDTH, 0.5f, RULE);
        var top = rule() - 12;
        var content = page == 0 && !foot.isEmpty() ? InvoiceLayout.paragraph(sheet) : null;
        for (var i = 0; i < foot.size(); i++) {
            var base = top - i * FOOT_LEADING;
            if (content == null) {
                sheet.artifact(foot.get(i), LEFT, base, ink);
            } else {
                sheet.text(content, foot.get(i), LEFT, base, ink);
            }
        }
        var line = flow.wrap(number, ink, WIDTH).getFirst();
        sheet.artifact(line, RIGHT - line.width() * FOOT_SIZE, top, ink);
    }

    private static List<String> facts(Invoice invoice, Template template) {
        var language = template.language();
        var facts = new ArrayList<String>();
        seller(facts, invoice.seller(), language);
        var representative = invoice.taxRepresentative();
        if (representative != null) {
            var name = Objects.requireNonNullElse(representative.name(), "");
            var vatId = Objects.requireNonNullElse(representative.vatId(), "");
            add(facts, language.label("taxRepresentative"), (name + " " + vatId).strip());
        }
        add(facts, "", template.footer());
        return facts;
    }

    private static void seller(List<String> facts, Seller seller, Language language) {
        add(facts, "", seller.name());
        add(facts, language.label("vatId"), seller.vatId());
        add(facts, language.label("taxId"), seller.taxId());
        var legalId = seller.legalId();
        add(
                facts,
                language.label("legalId"),
                legalId == null ? null : language.identifier(legalId));
        add(facts, "", seller.legalInformation());
        var contact = seller.contact();
        if (contact != null) {
            add(facts, "", contact.name());
            add(facts, "", contact.telephone());
            add(facts, "", contact.email());
        }
    }

    private static void add(List<String> facts, String label, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            facts.add((label + " " + value.strip()).strip());
        }
    }
}
