package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.rules.xpath.Lexer.Kind;
import io.counterfoil.invoice.rules.xpath.Lexer.Token;
import java.util.List;

/// Operators between two expressions, and how tight they bind.
final class Binary {

    /// The level of the operator that binds least.
    static final int LOOSEST = 1;

    private static final int AND = 2;
    private static final int COMPARISON = 3;
    private static final int RANGE = 4;
    private static final int SUM = 5;
    private static final int PRODUCT = 6;

    private Binary() {}

    /// How tight an operator binds, from [#LOOSEST] up; 0 for what is none.
    static int level(Token token) {
        if (token.kind() != Kind.NAME && token.kind() != Kind.SYMBOL) {
            return 0;
        }
        return switch (token.text()) {
            case "or" -> LOOSEST;
            case "and" -> AND;
            case "=", "!=", "<", "<=", ">", ">=" -> COMPARISON;
            case "eq", "ne", "lt", "le", "gt", "ge", "is" -> COMPARISON;
            case "to" -> RANGE;
            case "+", "-" -> SUM;
            case "*", "div", "idiv", "mod" -> PRODUCT;
            default -> 0;
        };
    }

    /// What stands before the last `and` of a conjunction.
    static List<Token> beforeLastAnd(List<Token> tokens) {
        var depth = 0;
        var last = 0;
        for (var i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            depth += token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
            last = depth == 0 && token.kind() == Kind.NAME && token.is("and") ? i : last;
        }
        return List.copyOf(tokens.subList(0, last));
    }

    static Expr join(String operator, Expr left, Expr right) {
        return switch (operator) {
            case "or" -> new Operators.Or(left, right);
            case "and" -> new Operators.And(left, right);
            case "to" -> Operators.range(left, right);
            case "+", "-", "*", "div", "idiv", "mod" -> Operators.calculate(operator, left, right);
            default -> Comparisons.compare(operator, left, right);
        };
    }
}
