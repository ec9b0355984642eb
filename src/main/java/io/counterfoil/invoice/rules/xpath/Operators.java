package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.xml.Element;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
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

        @Override
        public Truth ofName(String name) {
            return switch (negated.ofName(name)) {
                case YES -> Truth.NO;
                case NO -> Truth.YES;
                case UNDECIDED -> Truth.UNDECIDED;
            };
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

        /// Tells whether it is `not(*) and not(normalize-space())`.
        boolean isOfEmpty() {
            return left instanceof Not(Walk walk)
                    && walk.isAnyChild()
                    && right instanceof Not(Texts.Normalized(This _));
        }

        @Override
        public Truth ofName(String name) {
            var both = EnumSet.of(left.ofName(name), right.ofName(name));
            return both.contains(Truth.NO)
                    ? Truth.NO
                    : both.contains(Truth.UNDECIDED) ? Truth.UNDECIDED : Truth.YES;
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
                && body instanceof Comparisons.EqualsVariable(Expr left, Variable right, _)
                && right.name.equals(variable)
                && Comparisons.isClosed(left)) {
            return new Comparisons.Membership(left, codes);
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
        var operation = Arithmetic.of(operator);
        return (Expr.One)
                (frame, at) -> {
                    var a = Atoms.single(left, frame, at);
                    if (a == null) {
                        return null;
                    }
                    var b = Atoms.single(right, frame, at);
                    return b == null ? null : operation.of(a, b);
                };
    }

    static Expr castable(Expr value, String type) {
        var cast = Atoms.cast(type);
        return (Expr.Test)
                (frame, at) -> {
                    try {
                        var one = Atoms.single(value, frame, at);
                        return one != null && cast.of(one) != null;
                    } catch (XPathFailure notCastable) {
                        return false;
                    }
                };
    }

    /// `value cast as type`: unlike `type(value)` it has no answer where there is no value.
    static Expr castOfOne(Expr value, String type) {
        var cast = cast(value, type);
        return (Expr.One)
                (frame, at) -> {
                    var result = cast.one(frame, at);
                    if (result == null) {
                        throw new XPathFailure("nothing to cast to " + type);
                    }
                    return result;
                };
    }

    /// `type(value)`, which is nothing where there is no value.
    static Expr cast(Expr value, String type) {
        if (type.equals("xs:decimal")) {
            return (Expr.One) (frame, at) -> decimal(value.one(frame, at), frame);
        }
        var cast = Atoms.cast(type);
        return (Expr.One)
                (frame, at) -> {
                    var one = value.one(frame, at);
                    return one == null ? null : cast.of(Atoms.atomize(one));
                };
    }

    private static @Nullable BigDecimal decimal(@Nullable Object item, Frame frame) {
        if (item instanceof Element element) {
            return frame.tree().index().decimal(element);
        }
        return item == null ? null : Atoms.decimal(item);
    }
}
