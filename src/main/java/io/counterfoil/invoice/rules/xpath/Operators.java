package io.counterfoil.invoice.rules.xpath;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What expressions are joined with.
final class Operators {

    private Operators() {}

    /// `.`
    static final This THIS = new This();

    /// The context item.
    record This() implements Expr.One {
        @Override
        public Object one(Focus focus) {
            return focus.item();
        }
    }

    /// `@name`.
    record OneAttribute(Steps.Named axis) implements Expr.One {
        @Override
        public @Nullable Object one(Focus focus) {
            return axis.of(focus);
        }
    }

    /// `$name`.
    record Variable(String name) implements Expr {
        @Override
        public boolean each(Focus focus, Predicate<Object> enough) {
            var values = focus.variable(name);
            for (var i = 0; i < values.size(); i++) {
                if (enough.test(values.get(i))) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public List<Object> all(Focus focus) {
            return focus.variable(name);
        }
    }

    /// A predicate that is a path holds when the path leads anywhere.
    static Expr predicate(Expr predicate) {
        return predicate instanceof Walk.Down
                        || predicate instanceof OneAttribute
                        || (predicate instanceof Walk walk && walk.leadsToNodes())
                ? new Exists(predicate)
                : predicate;
    }

    static Expr sequence(List<Expr> parts) {
        var all = List.copyOf(parts);
        if (all.stream().allMatch(Constants.class::isInstance)) {
            return new Constants(
                    all.stream().flatMap(part -> ((Constants) part).values().stream()).toList());
        }
        return new Sequence(all);
    }

    /// One after another.
    private record Sequence(List<Expr> parts) implements Expr {
        Sequence {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean each(Focus focus, Predicate<Object> enough) {
            for (var part : parts) {
                if (part.each(focus, enough)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean mayHold(Index document) {
            return any(parts, document);
        }
    }

    private static boolean any(List<Expr> parts, Index document) {
        for (var part : parts) {
            if (part.mayHold(document)) {
                return true;
            }
        }
        return false;
    }

    /// `exists(path)`.
    record Exists(Expr path) implements Expr.Test {
        @Override
        public boolean test(Focus focus) {
            return path.exists(focus);
        }

        @Override
        public boolean mayHold(Index document) {
            return path.mayHold(document);
        }

        @Override
        public int gate(Vocabulary vocabulary) {
            return path.gate(vocabulary);
        }
    }

    /// `not(expression)`.
    record Not(Expr negated) implements Expr.Test {
        @Override
        public boolean test(Focus focus) {
            return !negated.test(focus);
        }

        @Override
        public boolean mayFail(Index document) {
            return negated.mayHold(document);
        }

        @Override
        public int gateOfFailure(Vocabulary vocabulary) {
            return negated.gate(vocabulary);
        }
    }

    /// Nodes of several expressions, each once.
    ///
    /// @param names the names of the children that it gives; `null` where it gives other things
    record Union(List<Expr> parts, @Nullable List<String> names) implements Expr {
        static Union of(List<Expr> parts) {
            var names = new ArrayList<String>();
            for (var part : parts) {
                var name = part instanceof Walk.Down down ? down.only() : null;
                if (name != null) {
                    names.add(name);
                }
            }
            var plain = names.size() == parts.size() && new HashSet<>(names).size() == names.size();
            return new Union(List.copyOf(parts), plain ? List.copyOf(names) : null);
        }

        @Override
        public boolean each(Focus focus, Predicate<Object> enough) {
            // Children of different names are different.
            var seen = names == null ? new HashSet<Object>() : null;
            for (var part : parts) {
                if (part.each(
                        focus, item -> (seen == null || seen.add(item)) && enough.test(item))) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean mayHold(Index document) {
            return any(parts, document);
        }
    }

    /// `left or right`.
    record Or(Expr left, Expr right) implements Expr.Test {
        @Override
        public boolean test(Focus focus) {
            return left.test(focus) || right.test(focus);
        }

        @Override
        public boolean mayHold(Index document) {
            return left.mayHold(document) || right.mayHold(document);
        }

        @Override
        public boolean mayFail(Index document) {
            return left.mayFail(document) && right.mayFail(document);
        }
    }

    /// `left and right`.
    record And(Expr left, Expr right) implements Expr.Test {
        @Override
        public boolean test(Focus focus) {
            return left.test(focus) && right.test(focus);
        }

        @Override
        public boolean mayHold(Index document) {
            return left.mayHold(document) && right.mayHold(document);
        }

        @Override
        public boolean mayFail(Index document) {
            return left.mayFail(document) || right.mayFail(document);
        }
    }

    /// `/path`.
    record FromDocument(Expr path) implements Expr {
        @Override
        public boolean each(Focus focus, Predicate<Object> enough) {
            return path.each(focus.on(focus.tree(), 1, 1), enough);
        }

        @Override
        public @Nullable Object one(Focus focus) {
            return path.one(focus.on(focus.tree(), 1, 1));
        }

        @Override
        public boolean test(Focus focus) {
            return path.test(focus.on(focus.tree(), 1, 1));
        }

        @Override
        public boolean mayHold(Index document) {
            return path.mayHold(document);
        }

        @Override
        public int gate(Vocabulary vocabulary) {
            return path.gate(vocabulary);
        }
    }

    static Expr each(String variable, Expr source, Expr body) {
        return (focus, enough) ->
                source.each(focus, item -> body.each(focus.with(variable, List.of(item)), enough));
    }

    static Expr some(String variable, Expr source, Expr body) {
        var codes = source instanceof Constants constants ? constants.strings() : null;
        if (codes != null
                && body instanceof EqualsVariable(Expr left, Variable right, _)
                && right.name.equals(variable)
                && isClosed(left)) {
            return new Membership(left, codes);
        }
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
                    var one = value.one(focus);
                    return one == null ? null : Atoms.cast(Atoms.atomize(one), type);
                };
    }

    static Expr compare(String operator, Expr left, Expr right) {
        return switch (operator) {
            case "=" -> equal(left, right);
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

    /// `left = 'text'`.
    record Equals(Expr left, String text) implements Expr.Test {
        @Override
        public boolean test(Focus focus) {
            return left.each(focus, this::is);
        }

        @Override
        public boolean mayHold(Index document) {
            return left.mayHold(document);
        }

        private boolean is(Object item) {
            return isText(item)
                    ? Atoms.text(item).equals(text)
                    : Objects.equals(Atoms.compare(item, text), 0);
        }
    }

    /// `some $code in list satisfies left = $code`.
    record Membership(Expr left, Set<String> codes) implements Expr.Test {
        Membership {
            codes = Set.copyOf(codes);
        }

        @Override
        public boolean test(Focus focus) {
            return left.each(focus, this::isIn);
        }

        private boolean isIn(Object item) {
            return isText(item)
                    ? codes.contains(Atoms.text(item))
                    : codes.stream().anyMatch(code -> Objects.equals(Atoms.compare(item, code), 0));
        }
    }

    /// Tells whether an item is compared with a string as a text.
    private static boolean isText(Object item) {
        return Atoms.isNode(item) || item instanceof String || item instanceof Atoms.Untyped;
    }

    /// `left = $variable`.
    private record EqualsVariable(Expr left, Variable right, Expr comparison) implements Expr.Test {
        @Override
        public boolean test(Focus focus) {
            return comparison.test(focus);
        }
    }

    /// Tells whether an expression certainly uses no variable.
    private static boolean isClosed(Expr expression) {
        return expression instanceof OneAttribute
                || expression instanceof This
                || expression instanceof Walk.Down
                || (expression instanceof Walk walk && walk.isPlain())
                || (expression instanceof Texts.Normalized(Expr text) && isClosed(text));
    }

    private static Expr equal(Expr left, Expr right) {
        if (right instanceof Constants constants && constants.strings() != null) {
            var text = Constants.text(constants);
            return text != null
                    ? new Equals(left, text)
                    : new Membership(left, constants.strings());
        }
        var general = any(left, right, order -> order != null && order == 0);
        return right instanceof Variable variable
                ? new EqualsVariable(left, variable, general)
                : general;
    }

    /// A general comparison holds when it holds for any pair.
    private static Expr any(Expr left, Expr right, Outcome outcome) {
        if (right instanceof Constants constants && constants.values().size() == 1) {
            var constant = constants.values().getFirst();
            Predicate<Object> holds =
                    item -> outcome.of(Atoms.compare(Atoms.atomize(item), constant));
            return (Expr.Test) focus -> left.each(focus, holds);
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
