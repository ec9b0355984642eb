package io.counterfoil.invoice.rules.xpath;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What expressions are joined with.
final class Operators {

    private Operators() {}

    /// A value that is the same for every document.
    record Constant(Object value) implements Expr.One {
        @Override
        public Object one(Focus focus) {
            return value;
        }
    }

    static Expr constant(Object value) {
        return new Constant(value);
    }

    static Expr sequence(List<Expr> parts) {
        var all = List.copyOf(parts);
        return (focus, enough) -> {
            for (var part : all) {
                if (part.each(focus, enough)) {
                    return true;
                }
            }
            return false;
        };
    }

    static Expr union(List<Expr> parts) {
        var all = List.copyOf(parts);
        return (focus, enough) -> {
            var seen = new HashSet<Object>();
            for (var part : all) {
                if (part.each(focus, item -> seen.add(item) && enough.test(item))) {
                    return true;
                }
            }
            return false;
        };
    }

    static Expr or(Expr left, Expr right) {
        return (Expr.Test) focus -> left.test(focus) || right.test(focus);
    }

    static Expr and(Expr left, Expr right) {
        return (Expr.Test) focus -> left.test(focus) && right.test(focus);
    }

    static Expr each(String variable, Expr source, Expr body) {
        return (focus, enough) ->
                source.each(focus, item -> body.each(focus.with(variable, List.of(item)), enough));
    }

    static Expr some(String variable, Expr source, Expr body) {
        return (Expr.Test)
                focus -> source.each(focus, item -> body.test(focus.with(variable, List.of(item))));
    }

    static Expr every(String variable, Expr source, Expr body) {
        return (Expr.Test)
                focus ->
                        !source.each(
                                focus, item -> !body.test(focus.with(variable, List.of(item))));
    }

    static Expr range(Expr from, Expr to) {
        return (focus, enough) -> {
            var first = Atoms.single(from, focus);
            var last = Atoms.single(to, focus);
            if (first == null || last == null) {
                return false;
            }
            var end = Atoms.integer(last).intValueExact();
            for (var i = Atoms.integer(first).intValueExact(); i <= end; i++) {
                if (enough.test(BigDecimal.valueOf(i))) {
                    return true;
                }
            }
            return false;
        };
    }

    static Expr calculate(String operator, Expr left, Expr right) {
        return (Expr.One)
                focus -> {
                    var a = Atoms.single(left, focus);
                    var b = Atoms.single(right, focus);
                    return a == null || b == null ? null : Atoms.calculate(operator, a, b);
                };
    }

    static Expr castable(Expr value, String type) {
        return (Expr.Test)
                focus -> {
                    try {
                        var one = Atoms.single(value, focus);
                        return one != null && Atoms.cast(one, type) != null;
                    } catch (XPathFailure notCastable) {
                        return false;
                    }
                };
    }

    static Expr cast(Expr value, String type) {
        return (Expr.One)
                focus -> {
                    var one = Atoms.single(value, focus);
                    return one == null ? null : Atoms.cast(one, type);
                };
    }

    static Expr compare(String operator, Expr left, Expr right) {
        return switch (operator) {
            case "=" -> any(left, right, order -> order != null && order == 0);
            case "!=" -> any(left, right, order -> order == null || order != 0);
            case "<" -> any(left, right, order -> order != null && order < 0);
            case "<=" -> any(left, right, order -> order != null && order <= 0);
            case ">" -> any(left, right, order -> order != null && order > 0);
            case ">=" -> any(left, right, order -> order != null && order >= 0);
            default -> one(operator, left, right);
        };
    }

    /// Says what the order of two values, `null` for none, means to an operator.
    interface Outcome {
        boolean of(@Nullable Integer order);
    }

    /// A general comparison holds when it holds for any pair.
    private static Expr any(Expr left, Expr right, Outcome outcome) {
        if (right instanceof Constant constant) {
            return (Expr.Test)
                    focus ->
                            left.each(
                                    focus,
                                    item ->
                                            outcome.of(
                                                    Atoms.compare(
                                                            Atoms.atomize(item),
                                                            constant.value())));
        }
        return (Expr.Test)
                focus -> {
                    var others = new ArrayList<Object>();
                    right.each(
                            focus,
                            item -> {
                                others.add(Atoms.atomize(item));
                                return false;
                            });
                    return !others.isEmpty()
                            && left.each(
                                    focus, item -> anyOf(Atoms.atomize(item), others, outcome));
                };
    }

    private static boolean anyOf(Object value, List<Object> others, Outcome outcome) {
        for (var other : others) {
            if (outcome.of(Atoms.compare(value, other))) {
                return true;
            }
        }
        return false;
    }

    /// A value comparison: one value each, and nothing when one is absent.
    private static Expr one(String operator, Expr left, Expr right) {
        var general =
                switch (operator) {
                    case "eq" -> "=";
                    case "ne" -> "!=";
                    case "lt" -> "<";
                    case "le" -> "<=";
                    case "gt" -> ">";
                    default -> ">=";
                };
        var comparison = compare(general, left, right);
        return (Expr.One)
                focus ->
                        Atoms.single(left, focus) == null || Atoms.single(right, focus) == null
                                ? null
                                : (Object) comparison.test(focus);
    }
}
