package io.counterfoil.invoice.rules.xpath;

import java.util.List;

/// Expressions that are evaluated for each item of another.
final class Loops {

    private Loops() {}

    /// `for $variable in source return body`.
    static Expr each(String variable, Expr source, Expr body) {
        return (frame, at, enough) ->
                source.each(
                        frame,
                        at,
                        item -> body.each(frame.with(variable, List.of(item)), at, enough));
    }

    /// `some $variable in source satisfies body`.
    static Expr some(String variable, Expr source, Expr body) {
        var codes = source instanceof Constants constants ? constants.strings() : null;
        if (codes != null
                && body instanceof Comparisons.EqualsVariable(Expr left, Operands.Variable right, _)
                && right.name().equals(variable)
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

    /// `every $variable in source satisfies body`.
    static Expr every(String variable, Expr source, Expr body) {
        return (Expr.Test)
                (frame, at) ->
                        !source.each(
                                frame,
                                at,
                                item -> !body.test(frame.with(variable, List.of(item)), at));
    }
}
