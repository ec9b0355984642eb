package io.counterfoil.invoice.fapiao;

import static io.counterfoil.invoice.xml.Values.number;
import static io.counterfoil.invoice.xml.Values.only;
import static io.counterfoil.invoice.xml.Values.text;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.Item;
import io.counterfoil.invoice.model.Line;
import io.counterfoil.invoice.model.Quantity;
import io.counterfoil.invoice.model.VatBreakdown;
import io.counterfoil.invoice.xml.Element;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The lines of a 数电票; a discount is a line of its own, with a negative amount.
final class FapiaoLines {

    /// What stands where a rate should be.
    private static final String EXEMPT = "免税";

    private static final String NOT_TAXED = "不征税";

    private FapiaoLines() {}

    /// A line with its tax, which the model keeps by category and rate alone.
    record TaxedLine(Line line, BigDecimal tax) {}

    static TaxedLine read(Element item, int position) throws UnreadableInvoice {
        var quantity = number(item, "Quantity");
        var price = number(item, "UnPrice");
        var amount = number(item, "Amount");
        var tax = Objects.requireNonNullElse(number(item, "ComTaxAm"), BigDecimal.ZERO);
        takeSum(item, amount, tax);
        return new TaxedLine(
                new Line(
                        String.valueOf(position),
                        null,
                        null,
                        quantity == null ? null : new Quantity(quantity, null),
                        amount,
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        price == null ? null : new Line.Price(price, null, null, null),
                        vat(item),
                        item(item)),
                tax);
    }

    /// The sum with tax says nothing new, unless it is wrong: then it is left to be reported.
    private static void takeSum(Element item, @Nullable BigDecimal amount, BigDecimal tax)
            throws UnreadableInvoice {
        var element = only(item, "TotaltaxIncludedAmount");
        if (element == null || amount == null) {
            return;
        }
        try {
            if (new BigDecimal(element.value()).compareTo(amount.add(tax)) == 0) {
                element.take();
            }
        } catch (NumberFormatException notANumber) {
            return; // reported, as it was not taken
        }
    }

    private static Line.@Nullable Vat vat(Element item) throws UnreadableInvoice {
        var rate = only(item, "TaxRate");
        if (rate == null) {
            return null;
        }
        return switch (rate.value()) {
            case EXEMPT -> taken(rate, "E", BigDecimal.ZERO);
            case NOT_TAXED -> taken(rate, "O", null);
            default -> {
                var fraction = Objects.requireNonNull(number(rate));
                var percent = percent(fraction);
                yield new Line.Vat(percent.signum() == 0 ? "Z" : "S", percent);
            }
        };
    }

    private static Line.Vat taken(Element rate, String category, @Nullable BigDecimal percent) {
        rate.take();
        return new Line.Vat(category, percent);
    }

    /// 0.060000 is six per cent.
    private static BigDecimal percent(BigDecimal fraction) {
        var percent = fraction.movePointRight(2).stripTrailingZeros();
        return percent.scale() < 0 ? percent.setScale(0) : percent;
    }

    /// Units are words, not codes, so they are kept as a property of the item.
    private static Item item(Element item) throws UnreadableInvoice {
        var attributes = new ArrayList<Item.Attribute>();
        add("规格型号", text(item, "SpecMod"), attributes);
        add("单位", text(item, "MeaUnits"), attributes);
        var code = text(item, "TaxClassificationCode");
        return new Item(
                text(item, "ItemName"),
                null,
                null,
                null,
                null,
                code == null ? List.of() : List.of(new Item.Classification(code, null, null)),
                null,
                attributes);
    }

    private static void add(String name, @Nullable String value, List<Item.Attribute> attributes) {
        if (value != null) {
            attributes.add(new Item.Attribute(name, value));
        }
    }

    /// The document has no sums by rate; they are those of its lines.
    static List<VatBreakdown> vat(List<TaxedLine> lines) {
        var sums = new LinkedHashMap<Line.Vat, VatBreakdown>();
        for (var taxed : lines) {
            var vat = taxed.line().vat();
            if (vat != null) {
                var amount = Objects.requireNonNullElse(taxed.line().netAmount(), BigDecimal.ZERO);
                sums.merge(
                        vat,
                        new VatBreakdown(
                                amount, taxed.tax(), vat.category(), vat.rate(), null, null),
                        FapiaoLines::add);
            }
        }
        return List.copyOf(sums.values());
    }

    private static VatBreakdown add(VatBreakdown a, VatBreakdown b) {
        return new VatBreakdown(
                sum(a.taxable(), b.taxable()),
                sum(a.tax(), b.tax()),
                a.category(),
                a.rate(),
                null,
                null);
    }

    private static BigDecimal sum(@Nullable BigDecimal a, @Nullable BigDecimal b) {
        return Objects.requireNonNullElse(a, BigDecimal.ZERO)
                .add(Objects.requireNonNullElse(b, BigDecimal.ZERO));
    }
}
