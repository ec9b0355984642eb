package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.model.Invoice;
import java.util.List;
import java.util.function.Supplier;

/// A rule of our own, over the model and so the same in every syntax.
///
/// @param id `CF-01`
/// @param terms the business terms that it compares
/// @param message what is wrong, in one sentence
/// @param remedy how to put it right
/// @param breaches finds the places in the model that break the rule
record StrictRule(
        String id,
        Severity severity,
        List<String> terms,
        String message,
        String remedy,
        Breaches breaches) {

    /// Finds where an invoice breaks the rule.
    interface Breaches {
        /// Paths into the model, `lines[2].netAmount`; none when the rule is kept.
        List<String> in(Invoice invoice);
    }

    /// The findings of this rule.
    ///
    /// @param places finds the document's elements
    List<Finding> check(Invoice invoice, Supplier<Places> places) {
        return breaches.in(invoice).stream()
                .map(path ->
                        new Finding(
                                id,
                                severity,
                                terms,
                                places.get().of(path),
                                new Finding.Advice(message, remedy, Links.OURS)))
                .toList();
    }
}
