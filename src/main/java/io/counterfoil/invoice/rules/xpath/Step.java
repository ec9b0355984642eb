package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.rules.xpath.Steps.Axis;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A step of a path: an axis, and predicates that its nodes must satisfy.
///
/// @param positional whether a predicate asks at which place a node stands
/// @param needsSize whether a predicate asks how many nodes there are
/// @param lenient whether a predicate without an answer does not hold, as in a pattern
record Step(
        Axis axis,
        List<Expr> predicates,
        boolean positional,
        boolean needsSize,
        boolean lenient,
        Needs needs) {
    Step {
        predicates = List.copyOf(predicates);
    }

    /// A step without predicates that needs nothing.
    static Step plain(Axis axis) {
        return new Step(axis, List.of(), false, false, false, Needs.NOTHING);
    }

    /// Tells whether it is `@name` and nothing else.
    boolean isOneAttribute() {
        return predicates.isEmpty() && axis instanceof Steps.Named;
    }

    /// The name of the children it goes to, if it asks nothing about their places; else `null`.
    @Nullable String childName() {
        return !positional && !needsSize && axis instanceof Steps.Child child ? child.name() : null;
    }

    /// Tells whether the elements of a place have the step's name and satisfy its predicates.
    Expr.Truth matches(Place place) {
        var named =
                switch (axis) {
                    case Steps.Child child -> place.name().equals(child.name());
                    case Steps.Descendant descendant -> place.name().equals(descendant.name());
                    default -> true;
                };
        var matched = Expr.Truth.of(named);
        for (var i = 0; i < predicates.size() && matched != Expr.Truth.NO; i++) {
            var holds = predicates.get(i).truth(place);
            matched = holds == Expr.Truth.YES ? matched : holds;
        }
        return matched;
    }

    boolean each(Frame frame, Object at, Predicate<Object> enough) {
        if (predicates.isEmpty()) {
            return axis.each(frame, at, enough);
        }
        if (needsSize) {
            return eachKnowingSize(frame, at, enough);
        }
        if (positional) {
            return eachAtItsPlace(frame, at, enough);
        }
        var alone = frame.alone();
        return axis.each(alone, at, item -> holdsAll(alone, item) && enough.test(item));
    }

    /// Tells whether a node satisfies the predicates, none of which asks for its place.
    boolean holdsAll(Frame alone, Object node) {
        for (var i = 0; i < predicates.size(); i++) {
            if (!answer(predicates.get(i), alone, node)) {
                return false;
            }
        }
        return true;
    }

    private boolean eachAtItsPlace(Frame frame, Object at, Predicate<Object> enough) {
        var positions = new int[predicates.size()];
        return axis.each(
                frame,
                at,
                item -> {
                    for (var i = 0; i < positions.length; i++) {
                        var place = frame.at(++positions[i], -1);
                        if (!holds(predicates.get(i), place, item)) {
                            return false;
                        }
                    }
                    return enough.test(item);
                });
    }

    private boolean eachKnowingSize(Frame frame, Object at, Predicate<Object> enough) {
        List<Object> current = new ArrayList<>();
        var first = current;
        axis.each(
                frame,
                at,
                item -> {
                    first.add(item);
                    return false;
                });
        for (var predicate : predicates) {
            var kept = new ArrayList<Object>();
            for (var i = 0; i < current.size(); i++) {
                if (holds(predicate, frame.at(i + 1, current.size()), current.get(i))) {
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

    private boolean answer(Expr predicate, Frame frame, Object at) {
        try {
            return predicate.test(frame, at);
        } catch (XPathFailure failure) {
            if (lenient) {
                return false;
            }
            throw failure;
        }
    }

    private boolean holds(Expr predicate, Frame frame, Object at) {
        try {
            return holdsAtItsPlace(predicate, frame, at);
        } catch (XPathFailure failure) {
            if (lenient) {
                return false;
            }
            throw failure;
        }
    }

    /// A number holds at its position.
    private static boolean holdsAtItsPlace(Expr predicate, Frame frame, Object at) {
        if (predicate instanceof Expr.Test test) {
            return test.test(frame, at);
        }
        var first = new Object[1];
        var more =
                predicate.each(
                        frame,
                        at,
                        item -> {
                            if (first[0] != null) {
                                return true;
                            }
                            first[0] = item;
                            return Atoms.isNode(item);
                        });
        return switch (first[0]) {
            case BigDecimal number -> number.compareTo(BigDecimal.valueOf(frame.position())) == 0;
            case Double number -> number == frame.position();
            case null, default -> Atoms.isTrue(first[0], more);
        };
    }
}
