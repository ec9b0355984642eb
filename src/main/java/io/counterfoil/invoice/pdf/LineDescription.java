package io.counterfoil.invoice.pdf;

import static io.counterfoil.invoice.pdf.Flow.LEADING;
import static io.counterfoil.invoice.pdf.Flow.SMALL;
import static io.counterfoil.invoice.pdf.Flow.TEXT;

import io.counterfoil.invoice.model.AllowanceCharge;
import io.counterfoil.invoice.model.Item;
import io.counterfoil.invoice.model.Line;
import io.counterfoil.invoice.pdf.Sheet.Ink;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a line says of itself beside its numbers: the thing, what it is known by, how its price and
/// amount came about.
final class LineDescription {

    private static final Ink LABEL = Flow.label(SMALL);

    private final Flow flow;
    private final Language language;
    private final float width;

    LineDescription(Flow flow, Language language, float width) {
        this.flow = flow;
        this.language = language;
        this.width = width;
    }

    /// A line of text in the cell.
    record Piece(Typesetter.Line line, Ink ink) {
        float height() {
            return ink.size() * LEADING;
        }
    }

    /// The cell, from top to bottom.
    ///
    /// @param withPosition whether the position stands here, for want of room in its own column
    List<Piece> of(Line line, boolean withPosition) {
        var pieces = new ArrayList<Piece>();
        if (withPosition) {
            add(pieces, language.label("position") + " " + line.id(), LABEL);
        }
        var item = line.item();
        add(pieces, item.name() == null ? "–" : item.name(), Flow.strong(TEXT));
        add(pieces, item.description(), Flow.plain(SMALL));
        addAll(pieces, identity(item));
        addAll(pieces, properties(item));
        addAll(pieces, references(line));
        addAll(pieces, price(line.price()));
        line.allowances().forEach(one -> add(pieces, change("allowance", one), LABEL));
        line.charges().forEach(one -> add(pieces, change("charge", one), LABEL));
        add(pieces, vat(line.vat()), LABEL);
        add(pieces, language.period(line.period()), LABEL);
        add(pieces, line.note(), LABEL);
        return pieces;
    }

    private List<String> identity(Item item) {
        var facts = new ArrayList<String>();
        fact(facts, "article", item.sellersId());
        fact(facts, "buyersArticle", item.buyersId());
        if (item.standardId() != null) {
            facts.add(language.identifier(item.standardId()));
        }
        return facts;
    }

    private List<String> properties(Item item) {
        var facts = new ArrayList<String>();
        for (var attribute : item.attributes()) {
            facts.add(attribute.name() + ": " + attribute.value());
        }
        for (var one : item.classifications()) {
            var list = one.list() == null ? "" : " (" + one.list() + version(one) + ")";
            fact(facts, "classification", one.code() + list);
        }
        var origin = item.originCountry();
        fact(facts, "origin", origin == null ? null : language.country(origin));
        return facts;
    }

    private static String version(Item.Classification one) {
        return one.version() == null ? "" : " " + one.version();
    }

    private List<String> references(Line line) {
        var facts = new ArrayList<String>();
        fact(facts, "orderLine", line.orderLine());
        var object = line.object();
        fact(facts, "invoicedObject", object == null ? null : language.identifier(object));
        fact(facts, "buyerAccounting", line.buyerAccounting());
        return facts;
    }

    /// What the price was before a discount, and for how many units it is if not for one, without
    /// which the arithmetic looks wrong.
    private List<String> price(Line.@Nullable Price price) {
        var facts = new ArrayList<String>();
        if (price == null) {
            return facts;
        }
        fact(facts, "grossPrice", amount(price.gross()));
        fact(facts, "discount", amount(price.discount()));
        var base = price.baseQuantity();
        if (base != null && base.value().compareTo(BigDecimal.ONE) != 0) {
            var units = language.number(base.value(), 0) + " " + language.unit(base);
            fact(facts, "unitPrice", (language.label("per") + " " + units).strip());
        }
        return facts;
    }

    private @Nullable String amount(@Nullable BigDecimal amount) {
        return amount == null ? null : language.number(amount, 2);
    }

    private String change(String kind, AllowanceCharge change) {
        var amount = change.amount();
        return language.change(kind, change)
                + (amount == null ? "" : " = " + language.number(amount, 2));
    }

    /// A rate alone tells an exempt line from a zero-rated one to nobody.
    private @Nullable String vat(Line.@Nullable Vat vat) {
        var category = vat == null ? null : vat.category();
        return category == null || category.equals("S")
                ? null
                : language.label("vatRate") + ": " + language.code("category", category);
    }

    private void fact(List<String> facts, String label, @Nullable String value) {
        if (value != null) {
            facts.add(language.label(label) + " " + value);
        }
    }

    private void add(List<Piece> pieces, @Nullable String text, Ink ink) {
        if (text != null) {
            flow.wrap(text, ink, width).forEach(line -> pieces.add(new Piece(line, ink)));
        }
    }

    private void addAll(List<Piece> pieces, List<String> facts) {
        flow.wrapFacts(facts, LABEL, width).forEach(line -> pieces.add(new Piece(line, LABEL)));
    }
}
