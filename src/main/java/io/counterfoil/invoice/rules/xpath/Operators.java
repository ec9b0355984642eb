package io.counterfoil.invoice.rules.xpath;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What expressions are joined with, and conditions made of.
final class Operators {

    private Operators() {}

    /// A predicate that is a path holds when the path leads anywhere.
    static Expr predicate(Expr predicate) {
        return predicate instanceof Walk.Down
                        || predicate instanceof Operands.OneAttribute
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

        @Override
        public boolean isOfElements() {
            return parts.stream().allMatch(Expr::isOfElements);
        }

        @Override
        public Truth matches(Place place) {
            var matched = Truth.NO;
            for (var part : parts) {
                var one = part.matches(place);
                matched = matched == Truth.YES || one == Truth.NO ? matched : one;
            }
            return matched;
        }
    }

    static boolean any(List<Expr> parts, Index document) {
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
        public Truth truth(Place at) {
            return path.size(at).exists();
        }

        @Override
        public boolean mayHold(Index document) {
            return path.mayHold(document);
        }

        @Override
        public int gate(Vocabulary vocabulary) {
            return path.gate(vocabulary);
        }

        @Override
        public boolean isGlobal() {
            return path.isGlobal();
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
            return negated.ofName(name).negated();
        }

        @Override
        public Truth truth(Place at) {
            return negated.truth(at).negated();
        }

        @Override
        public boolean isGlobal() {
            return negated.isGlobal();
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

        @Override
        public Truth truth(Place at) {
            var first = left.truth(at);
            return first == Truth.NO ? right.truth(at) : first;
        }

        @Override
        public boolean isGlobal() {
            return left.isGlobal() && right.isGlobal();
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

        @Override
        public Truth truth(Place at) {
            var first = left.truth(at);
            return first == Truth.YES ? right.truth(at) : first;
        }

        /// Tells whether it is `not(*) and not(normalize-space())`.
        boolean isOfEmpty() {
            return left instanceof Not(Walk walk)
                    && walk.isAnyChild()
                    && right instanceof Not(Texts.Normalized(Operands.This _));
        }

        @Override
        public Truth ofName(String name) {
            var both = EnumSet.of(left.ofName(name), right.ofName(name));
            return both.contains(Truth.NO)
                    ? Truth.NO
                    : both.contains(Truth.UNDECIDED) ? Truth.UNDECIDED : Truth.YES;
        }

        @Override
        public boolean isGlobal() {
            return left.isGlobal() && right.isGlobal();
        }
    }

    /// `left and right` where the left may have no answer: the right is asked first, as Saxon does.
    ///
    /// XPath leaves the order open (XPath 2.0 §3.6), and an error with it.
    record AndBefore(Expr left, Expr right) implements Expr.Test {
        @Override
        public boolean test(Frame frame, Object at) {
            return right.test(frame, at) && left.test(frame, at);
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
        public Size size(Place at) {
            return path.size(at.top());
        }

        @Override
        public Truth truth(Place at) {
            return path.truth(at.top());
        }

        @Override
        public boolean mayHold(Index document) {
            return path.mayHold(document);
        }

        @Override
        public int gate(Vocabulary vocabulary) {
            return path.gate(vocabulary);
        }

        @Override
        public boolean isGlobal() {
            return true;
        }

        @Override
        public boolean isOfElements() {
            return path.isOfElements();
        }

        @Override
        public Truth matches(Place place) {
            return path.matches(place);
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

        @Override
        public Truth truth(Place at) {
            return switch (test.truth(at)) {
                case YES -> yes.truth(at);
                case NO -> no.truth(at);
                case UNDECIDED -> Truth.UNDECIDED;
            };
        }

        private Expr chosen(Frame frame, Object at) {
            return test.test(frame, at) ? yes : no;
        }
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
}
