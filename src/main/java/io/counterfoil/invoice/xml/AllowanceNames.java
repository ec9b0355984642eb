package io.counterfoil.invoice.xml;

import static io.counterfoil.invoice.xml.Values.number;
import static io.counterfoil.invoice.xml.Values.take;
import static io.counterfoil.invoice.xml.Values.text;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.AllowanceCharge;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a syntax keeps allowances and charges, of documents and of lines alike.
///
/// @param group the element of one of them, which all other paths begin at
/// @param indicator true for a charge
/// @param scheme what says that the tax is VAT
public record AllowanceNames(
        String group,
        String indicator,
        String amount,
        String base,
        String percent,
        String category,
        String rate,
        String scheme,
        String reason,
        String reasonCode) {

    /// The allowances, or the charges, that stand directly under an element.
    public List<AllowanceCharge> read(@Nullable Element from, boolean charges)
            throws UnreadableInvoice {
        var found = new ArrayList<AllowanceCharge>();
        if (from == null) {
            return found;
        }
        for (var element : from.children(group)) {
            if (isCharge(element) == charges) {
                take(element, indicator);
                take(element, scheme);
                found.add(
                        new AllowanceCharge(
                                number(element, amount),
                                number(element, base),
                                number(element, percent),
                                text(element, category),
                                number(element, rate),
                                text(element, reason),
                                text(element, reasonCode)));
            }
        }
        return found;
    }

    private boolean isCharge(Element allowance) {
        var mark = allowance.first(Path.of(indicator));
        return mark != null && (mark.value().equals("true") || mark.value().equals("1"));
    }
}
