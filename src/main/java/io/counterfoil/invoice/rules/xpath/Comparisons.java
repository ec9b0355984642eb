package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.rules.xpath.Operands.OneAttribute;
import io.counterfoil.invoice.rules.xpath.Operands.This;
import io.counterfoil.invoice.rules.xpath.Operands.Variable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Comparisons: of texts with constants, which most are, and of all else.
final class Comparisons {

    private Comparisons() {}

    static Expr compare(String operator, Expr left, Expr right) {
        return switch (operator) {
            case "=" -> equal(left, right);
            case "!=" -> unequal(left, right);
            case "<" -> any(left, right, order -> order == -1);
            case "<=" -> any(left, right, order -> order == -1 || order == 0);
            case ">" -> any(left, right, order -> order == 1);
            case ">=" -> any(left, right, order -> order == 1 || order == 0);
            case "is" -> same(left, right);
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

        @Override
        public boolean isGlobal() {
            return left.isGlobal();
        }

        /// `normalize-space(path) != ''`.
        @Override
        public Truth truth(Place at) {
            return !equal
                            && text.isEmpty()
                            && left instanceof Texts.Normalized(Expr path)
                            && path.isWritten(at)
                    ? Truth.YES
                    : Truth.UNDECIDED;
        }

        private boolean is(Object item) {
            var same =
                    isText(item) ? Atoms.text(item).equals(text) : Atoms.compare(item, text) == 0;
            return same == equal;
        }
    }

    /// `some $code in list satisfies left = $code`, and the same of a list in another file.
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
    record EqualsVariable(Expr left, Variable right, Expr comparison) implements Expr.Test {
        @Override
        public boolean test(Frame frame, Object at) {
            return comparison.test(frame, at);
        }
    }

    /// Tells whether an expression certainly uses no variable.
    static boolean isClosed(Expr expression) {
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
            return left instanceof Functions.Count(Expr nodes) && constant instanceof BigDecimal
                    ? new Counted(nodes, left, holds)
                    : (Expr.Test) (frame, at) -> left.each(frame, at, holds);
        }
        if (left instanceof Expr.One && right instanceof Expr.One) {
            return (Expr.Test)
                    (frame, at) -> {
                        var a = Atoms.single(left, frame, at);
                        if (a == null) {
                            return false;
                        }
                        var b = Atoms.single(right, frame, at);
                        return b != null && outcome.of(Atoms.compare(a, b));
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

    /// `count(nodes) <= 1`, and what else a count is compared with.
    private record Counted(Expr nodes, Expr count, Predicate<Object> holds) implements Expr.Test {
        @Override
        public boolean test(Frame frame, Object at) {
            return count.each(frame, at, holds);
        }

        @Override
        public Truth truth(Place at) {
            var ofNone = holds.test(BigDecimal.ZERO);
            var ofOne = holds.test(BigDecimal.ONE);
            return switch (nodes.size(at)) {
                case NONE -> Truth.of(ofNone);
                case ONE -> Truth.of(ofOne);
                case AT_MOST_ONE -> ofNone == ofOne ? Truth.of(ofOne) : Truth.UNDECIDED;
                case AT_LEAST_ONE, ANY -> Truth.UNDECIDED;
            };
        }
    }

    private static boolean anyOf(Object value, List<Object> others, Outcome outcome) {
        for (var i = 0; i < others.size(); i++) {
            if (outcome.of(Atoms.compare(value, Atoms.atomize(others.get(i))))) {
                return true;
            }
        }
        return false;
    }

    /// `left is right`: whether both are the same node, and nothing when one is absent.
    private static Expr same(Expr left, Expr right) {
        return (Expr.One)
                (frame, at) -> {
                    var a = node(left.one(frame, at));
                    var b = node(right.one(frame, at));
                    return a == null || b == null ? null : (Object) a.equals(b);
                };
    }

    private static @Nullable Object node(@Nullable Object item) {
        if (item != null && !Atoms.isNode(item)) {
            throw new XPathFailure("only nodes can be the same");
        }
        return item;
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
                    if (a == null) {
                        return null;
                    }
                    var b = Atoms.single(right, frame, at);
                    return b == null ? null : (Object) outcome.of(Atoms.compare(a, b));
                };
    }
}
