package io.counterfoil.invoice.rules.xpath;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
        public Object one(Frame frame, Object at) {
            return at;
        }
    }

    /// `@name`.
    record OneAttribute(Steps.Named axis) implements Expr.One {
        @Override
        public @Nullable Object one(Frame frame, Object at) {
            return axis.of(at);
        }
    }

    /// `$name`.
    record Variable(String name) implements Expr {
        @Override
        public boolean each(Frame frame, Object at, Predicate<Object> enough) {
            var values = frame.variable(name);
            for (var i = 0; i < values.size(); i++) {
                if (enough.test(values.get(i))) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public List<Object> all(Frame frame, Object at) {
            return frame.variable(name);
        }

        @Override
        public @Nullable Object one(Frame frame, Object at) {
            var values = frame.variable(name);
            if (values.size() > 1) {
                throw XPathFailure.several();
            }
            return values.isEmpty() ? null : values.getFirst();
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
        public boolean each(Frame frame, Object at, Predicate<Object> enough) {
            for (var part : parts) {
                if (part.each(frame, at, enough)) {
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
        public boolean test(Frame frame, Object at) {
            return path.exists(frame, at);
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
        public boolean test(Frame frame, Object at) {
            return !negated.test(frame, at);
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
        public boolean each(Frame frame, Object at, Predicate<Object> enough) {
            // Children of different names are different.
            var seen = names == null ? new HashSet<Object>() : null;
            for (var part : parts) {
                if (part.each(
                        frame, at, item -> (seen == null || seen.add(item)) && enough.test(item))) {
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
        public boolean test(Frame frame, Object at) {
            return left.test(frame, at) || right.test(frame, at);
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
        public boolean test(Frame frame, Object at) {
            return left.test(frame, at) && right.test(frame, at);
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
        public boolean each(Frame frame, Object at, Predicate<Object> enough) {
            return path.each(frame.alone(), frame.tree(), enough);
        }

        @Override
        public @Nullable Object one(Frame frame, Object at) {
            return path.one(frame.alone(), frame.tree());
        }

        @Override
        public boolean test(Frame frame, Object at) {
            return path.test(frame.alone(), frame.tree());
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

    /// `if (test) then yes else no`.
    record If(Expr test, Expr yes, Expr no) implements Expr {
        @Override
        public boolean each(Frame frame, Object at, Predicate<Object> enough) {
            return chosen(frame, at).each(frame, at, enough);
        }

        @Override
        public List<Object> all(Frame frame, Object at) {
            return chosen(frame, at).all(frame, at);
        }

        @Override
        public @Nullable Object one(Frame frame, Object at) {
            return chosen(frame, at).one(frame, at);
        }

        @Override
        public boolean test(Frame frame, Object at) {
            return chosen(frame, at).test(frame, at);
        }

        private Expr chosen(Frame frame, Object at) {
            return test.test(frame, at) ? yes : no;
        }
    }

    static Expr each(String variable, Expr source, Expr body) {
        return (frame, at, enough) ->
                source.each(
                        frame,
                        at,
                        item -> body.each(frame.with(variable, List.of(item)), at, enough));
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
                (frame, at) ->
                        source.each(
                                frame,
                                at,
                                item -> body.test(frame.with(variable, List.of(item)), at));
    }

    static Expr every(String variable, Expr source, Expr body) {
        return (Expr.Test)
                (frame, at) ->
                        !source.each(
                                frame,
                                at,
                                item -> !body.test(frame.with(variable, List.of(item)), at));
    }

    static Expr range(Expr from, Expr to) {
        return (frame, at, enough) -> {
            var first = Atoms.single(from, frame, at);
            var last = Atoms.single(to, frame, at);
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
                (frame, at) -> {
                    var a = Atoms.single(left, frame, at);
                    var b = Atoms.single(right, frame, at);
                    return a == null || b == null ? null : Atoms.calculate(operator, a, b);
                };
    }

    static Expr castable(Expr value, String type) {
        return (Expr.Test)
                (frame, at) -> {
                    try {
                        var one = Atoms.single(value, frame, at);
                        return one != null && Atoms.cast(one, type) != null;
                    } catch (XPathFailure notCastable) {
                        return false;
                    }
                };
    }

    static Expr cast(Expr value, String type) {
        return (Expr.One)
                (frame, at) -> {
                    var one = value.one(frame, at);
                    return one == null ? null : Atoms.cast(Atoms.atomize(one), type);
                };
    }

    static Expr compare(String operator, Expr left, Expr right) {
        return switch (operator) {
            case "=" -> equal(left, right);
            case "!=" -> unequal(left, right);
            case "<" -> any(left, right, order -> order == -1);
            case "<=" -> any(left, right, order -> order == -1 || order == 0);
            case ">" -> any(left, right, order -> order == 1);
            case ">=" -> any(left, right, order -> order == 1 || order == 0);
            default -> one(operator, left, right);
        };
    }

    /// Says what the order of two values, [Atoms#UNORDERED] for none, means to an operator.
    interface Outcome {
        boolean of(int order);
    }

    /// `left = 'text'`, or `left != 'text'`.
    static final class Equals implements Expr.Test {
        private final Expr left;
        private final String text;
        private final boolean equal;
        private final Predicate<Object> holds;

        Equals(Expr left, String text, boolean equal) {
            this.left = left;
            this.text = text;
            this.equal = equal;
            holds = this::is;
        }

        Expr left() {
            return left;
        }

        String text() {
            return text;
        }

        boolean isPositive() {
            return equal;
        }

        @Override
        public boolean test(Frame frame, Object at) {
            return left.each(frame, at, holds);
        }

        @Override
        public boolean mayHold(Index document) {
            return left.mayHold(document);
        }

        private boolean is(Object item) {
            var same =
                    isText(item) ? Atoms.text(item).equals(text) : Atoms.compare(item, text) == 0;
            return same == equal;
        }
    }

    /// `some $code in list satisfies left = $code`.
    static final class Membership implements Expr.Test {
        private final Expr left;
        private final Set<String> codes;
        private final Predicate<Object> holds;

        Membership(Expr left, Set<String> codes) {
            this.left = left;
            this.codes = codes;
            holds = this::isIn;
        }

        @Override
        public boolean test(Frame frame, Object at) {
            return left.each(frame, at, holds);
        }

        @Override
        public boolean mayHold(Index document) {
            return left.mayHold(document);
        }

        private boolean isIn(Object item) {
            return isText(item)
                    ? codes.contains(Atoms.text(item))
                    : codes.stream().anyMatch(code -> Atoms.compare(item, code) == 0);
        }
    }

    /// Tells whether an item is compared with a string as a text.
    private static boolean isText(Object item) {
        return Atoms.isNode(item) || item instanceof String || item instanceof Atoms.Untyped;
    }

    /// `left = $variable`.
    private record EqualsVariable(Expr left, Variable right, Expr comparison) implements Expr.Test {
        @Override
        public boolean test(Frame frame, Object at) {
            return comparison.test(frame, at);
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
                    ? new Equals(left, text, true)
                    : new Membership(left, constants.strings());
        }
        var general = any(left, right, order -> order == 0);
        return right instanceof Variable variable
                ? new EqualsVariable(left, variable, general)
                : general;
    }

    private static Expr unequal(Expr left, Expr right) {
        var text = Constants.text(right);
        return text != null ? new Equals(left, text, false) : any(left, right, order -> order != 0);
    }

    /// A general comparison holds when it holds for any pair.
    private static Expr any(Expr left, Expr right, Outcome outcome) {
        if (right instanceof Constants constants && constants.values().size() == 1) {
            var constant = constants.values().getFirst();
            Predicate<Object> holds =
                    item -> outcome.of(Atoms.compare(Atoms.atomize(item), constant));
            return (Expr.Test) (frame, at) -> left.each(frame, at, holds);
        }
        if (left instanceof Expr.One && right instanceof Expr.One) {
            return (Expr.Test)
                    (frame, at) -> {
                        var b = Atoms.single(right, frame, at);
                        var a = b == null ? null : Atoms.single(left, frame, at);
                        return a != null && outcome.of(Atoms.compare(a, b));
                    };
        }
        return (Expr.Test)
                (frame, at) -> {
                    var others = right.all(frame, at);
                    return !others.isEmpty()
                            && left.each(
                                    frame, at, item -> anyOf(Atoms.atomize(item), others, outcome));
                };
    }

    private static boolean anyOf(Object value, List<Object> others, Outcome outcome) {
        for (var i = 0; i < others.size(); i++) {
            if (outcome.of(Atoms.compare(value, Atoms.atomize(others.get(i))))) {
                return true;
            }
        }
        return false;
    }

    /// A value comparison: one value each, and nothing when one is absent.
    private static Expr one(String operator, Expr left, Expr right) {
        Outcome outcome =
                switch (operator) {
                    case "eq" -> order -> order == 0;
                    case "ne" -> order -> order != 0;
                    case "lt" -> order -> order == -1;
                    case "le" -> order -> order == -1 || order == 0;
                    case "gt" -> order -> order == 1;
                    default -> order -> order == 1 || order == 0;
                };
        return (Expr.One)
                (frame, at) -> {
                    var a = Atoms.single(left, frame, at);
                    var b = Atoms.single(right, frame, at);
                    return a == null || b == null ? null : (Object) outcome.of(Atoms.compare(a, b));
                };
    }
}
