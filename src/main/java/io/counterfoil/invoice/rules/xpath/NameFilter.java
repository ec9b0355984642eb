package io.counterfoil.invoice.rules.xpath;

import java.util.Arrays;
import java.util.List;

/// Which names an element can have that satisfies predicates: of `//*[ends-with(name(), 'Amount')]`
/// most elements need no other look.
///
/// Safe for several threads: what one does not yet see of another's answers it finds again.
final class NameFilter {

    private static final byte POSSIBLE = 1;
    private static final byte EXCLUDED = 2;

    private final List<Expr> predicates;
    private final Vocabulary vocabulary;

    /// What is known by the names' numbers; 0 for nothing.
    private volatile byte[] answers = {};

    NameFilter(List<Expr> predicates, Vocabulary vocabulary) {
        this.predicates = List.copyOf(predicates);
        this.vocabulary = vocabulary;
    }

    /// Tells whether an element of that name could satisfy the predicates.
    boolean mayHold(int name) {
        var known = answers;
        if (name >= known.length) {
            known = Arrays.copyOf(known, vocabulary.names());
            answers = known;
        }
        if (known[name] == 0) {
            known[name] = isExcluded(vocabulary.word(name)) ? EXCLUDED : POSSIBLE;
        }
        return known[name] == POSSIBLE;
    }

    private boolean isExcluded(String name) {
        for (var predicate : predicates) {
            if (predicate.ofName(name) == Expr.Truth.NO) {
                return true;
            }
        }
        return false;
    }
}
