package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.rules.xpath.Steps.Axis;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A step of a path: an axis, and predicates that its nodes must satisfy.
///
/// @param positional whether a predicate asks at which place a node stands
/// @param needsSize whether a predicate asks how many nodes there are
record Step(Axis axis, List<Expr> predicates, boolean positional, boolean needsSize, Needs needs) {
    Step {
        predicates = List.copyOf(predicates);
    }

    /// A step without predicates that needs nothing.
    static Step plain(Axis axis) {
        return new Step(axis, List.of(), false, false, Needs.NOTHING);
    }

    /// Tells whether it is `@name` and nothing else.
    boolean isOneAttribute() {
        return predicates.isEmpty() && axis instanceof Steps.Named;
    }

    boolean each(Focus from, Predicate<Object> enough) {
        if (predicates.isEmpty()) {
            return axis.each(from, enough);
        }
        if (needsSize) {
            return eachKnowingSize(from, enough);
        }
        return positional
                ? eachAtItsPlace(from, enough)
                : axis.each(from, item -> holdsAll(from.on(item, 1, -1)) && enough.test(item));
    }

    private boolean holdsAll(Focus focus) {
        for (var i = 0; i < predicates.size(); i++) {
            if (!predicates.get(i).test(focus)) {
                return false;
            }
        }
        return true;
    }

    private boolean eachAtItsPlace(Focus from, Predicate<Object> enough) {
        var positions = new int[predicates.size()];
        return axis.each(
                from,
                item -> {
                    for (var i = 0; i < positions.length; i++) {
                        var focus = from.on(item, ++positions[i], -1);
                        if (!holds(predicates.get(i), focus)) {
                            return false;
                        }
                    }
                    return enough.test(item);
                });
    }

    private boolean eachKnowingSize(Focus from, Predicate<Object> enough) {
        List<Object> current = new ArrayList<>();
        var first = current;
        axis.each(
                from,
                item -> {
                    first.add(item);
                    return false;
                });
        for (var predicate : predicates) {
            var kept = new ArrayList<Object>();
            for (var i = 0; i < current.size(); i++) {
                if (holds(predicate, from.on(current.get(i), i + 1, current.size()))) {
                    kept.add(current.get(i));
                }
            }
            current = kept;
        }
        for (var item : current) {
            if (enough.test(item)) {
                return true;
            }
        }
        return false;
    }

    /// A number holds at its position.
    private static boolean holds(Expr predicate, Focus focus) {
        if (predicate instanceof Expr.Test test) {
            return test.test(focus);
        }
        var first = new Object[1];
        var more =
                predicate.each(
                        focus,
                        item -> {
                            if (first[0] != null) {
                                return true;
                            }
                            first[0] = item;
                            return Atoms.isNode(item);
                        });
        return switch (first[0]) {
            case BigDecimal number -> number.compareTo(BigDecimal.valueOf(focus.position())) == 0;
            case Double number -> number == focus.position();
            case null, default -> Atoms.isTrue(first[0], more);
        };
    }
}
