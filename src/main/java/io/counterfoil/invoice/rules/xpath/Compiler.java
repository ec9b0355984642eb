package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.rules.xpath.Lexer.Token;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/// Compiles expressions by the grammar of XPath 2.0; their paths are for [PathCompiler].
final class Compiler {

    /// Functions that conditions call again and again with the same arguments.
    private static final Set<String> COSTLY = Set.of("sum", "replace");

    private final Tokens tokens;
    private final Scope scope;
    private final PathCompiler paths;

    /// Variables of the loops around the place that is being compiled; they hide those of the
    /// scope.
    private final Deque<String> local = new ArrayDeque<>();

    private Compiler(String expression, Scope scope, boolean isPattern) {
        tokens = new Tokens(expression);
        this.scope = scope;
        paths = new PathCompiler(this, tokens, scope, isPattern);
    }

    /// The expression as something that can be evaluated.
    static Expr compile(String expression, Scope scope) {
        var compiler = new Compiler(expression, scope, false);
        var compiled = compiler.sequence();
        compiler.tokens.expectEnd();
        return compiled;
    }

    /// A pattern as an expression that gives every node of a document that matches it.
    ///
    /// Where a predicate has no answer for a node, the node does not match, as XSLT has it;
    /// elsewhere a condition without an answer fails.
    static Expr pattern(String pattern, Scope scope) {
        var compiler = new Compiler(pattern, scope, true);
        var alternatives = new ArrayList<Expr>();
        do {
            alternatives.add(compiler.paths.anywhere());
        } while (compiler.tokens.accept("|"));
        compiler.tokens.expectEnd();
        return alternatives.size() == 1
                ? alternatives.getFirst()
                : Operators.sequence(alternatives);
    }

    /// Expressions with commas between them.
    Expr sequence() {
        var items = new ArrayList<Expr>();
        items.add(single());
        while (tokens.accept(",")) {
            items.add(single());
        }
        return items.size() == 1 ? items.getFirst() : Operators.sequence(items);
    }

    private Expr single() {
        if (tokens.follows("for", "$")) {
            return loop("return");
        }
        if (tokens.follows("some", "$") || tokens.follows("every", "$")) {
            return loop("satisfies");
        }
        if (tokens.follows("if", "(")) {
            return condition();
        }
        return joined(Binary.LOOSEST);
    }

    /// `for $x in a, $y in b return c`, and the same with some or every.
    private Expr loop(String keyword) {
        var kind = tokens.next().text();
        var variables = new ArrayList<String>();
        var sources = new ArrayList<Expr>();
        do {
            tokens.expect("$");
            variables.add(tokens.next().text());
            tokens.expect("in");
            sources.add(single());
            local.push(variables.getLast());
        } while (tokens.accept(","));
        tokens.expect(keyword);
        var body = single();
        variables.forEach(_ -> local.pop());
        for (var i = variables.size() - 1; i >= 0; i--) {
            var variable = variables.get(i);
            body =
                    switch (kind) {
                        case "for" -> Loops.each(variable, sources.get(i), body);
                        case "some" -> Loops.some(variable, sources.get(i), body);
                        default -> Loops.every(variable, sources.get(i), body);
                    };
        }
        return body;
    }

    private Expr condition() {
        tokens.next();
        tokens.expect("(");
        var test = sequence();
        tokens.expect(")");
        tokens.expect("then");
        var yes = single();
        tokens.expect("else");
        var no = single();
        return new Operators.If(test, yes, no);
    }

    /// Operators between expressions, those that bind tighter before those that bind less.
    private Expr joined(int loosest) {
        var start = tokens.at();
        var left = union();
        for (var level = Binary.level(tokens.peek());
                level >= loosest;
                level = Binary.level(tokens.peek())) {
            var operator = tokens.next().text();
            var demands = operator.equals("and") && tokens.castSince(start);
            var right = joined(level + 1);
            left =
                    demands
                            ? new Operators.AndBefore(left, right)
                            : Binary.join(operator, left, right);
        }
        return left;
    }

    private Expr union() {
        var first = cast();
        if (!tokens.peek().is("|") && !tokens.peek().is("union")) {
            return first;
        }
        var parts = new ArrayList<Expr>();
        parts.add(first);
        while (tokens.accept("|") || tokens.accept("union")) {
            parts.add(cast());
        }
        return Union.of(parts);
    }

    private Expr cast() {
        var value = unary();
        if (tokens.follows("castable", "as")) {
            tokens.next();
            tokens.next();
            return Casts.castable(value, tokens.next().text());
        }
        if (tokens.follows("cast", "as")) {
            tokens.next();
            tokens.next();
            return Casts.ofOne(value, tokens.next().text());
        }
        return value;
    }

    private Expr unary() {
        if (tokens.accept("-")) {
            return Operators.calculate("-", Constants.of(BigDecimal.ZERO), unary());
        }
        return tokens.accept("+") ? unary() : paths.path();
    }

    /// A literal, a variable, a call, `.` or what stands in parentheses.
    Expr primary() {
        var token = tokens.next();
        return switch (token.kind()) {
            case STRING -> Constants.of(token.text());
            case NUMBER -> Constants.of(new BigDecimal(token.text()));
            case SYMBOL -> symbol(token);
            case NAME -> call(token.text());
            case END -> throw new IllegalArgumentException("the expression breaks off");
        };
    }

    private Expr symbol(Token token) {
        return switch (token.text()) {
            case "$" -> variable(tokens.next().text());
            case "." -> Operands.THIS;
            case "(" -> {
                if (tokens.accept(")")) {
                    yield new Constants(List.of());
                }
                var inner = sequence();
                tokens.expect(")");
                yield inner;
            }
            default -> throw new IllegalArgumentException("unexpected " + token.text());
        };
    }

    private Expr variable(String name) {
        var constant = local.contains(name) ? null : scope.constant(name);
        if (constant != null) {
            return constant;
        }
        return !local.contains(name) && scope.isFlag(name)
                ? new Operands.Flag(name)
                : new Operands.Variable(name);
    }

    private Expr call(String name) {
        var start = tokens.at() - 1;
        tokens.expect("(");
        if (name.equals("document")) {
            return lookUp();
        }
        var arguments = new ArrayList<Expr>();
        if (!tokens.accept(")")) {
            do {
                arguments.add(single());
            } while (tokens.accept(","));
            tokens.expect(")");
        }
        var own = scope.function(name);
        if (own != null) {
            return own.call(arguments);
        }
        var result = Functions.call(name, arguments);
        return COSTLY.contains(name)
                        && !tokens.mentions(start, "position")
                        && !tokens.mentions(start, "last")
                ? new Kept.Shared(result, scope.number(tokens.since(start)))
                : result;
    }

    /// `document('a.xml')/codedb/cl[@id=1]/enumeration[@value=$code]`, the one form in which rule
    /// sets look codes up.
    private Expr lookUp() {
        var file = tokens.next().text();
        List.of(")", "/", "codedb", "/", "cl", "[", "@", "id", "=").forEach(tokens::expect);
        var codes = scope.codes(file, tokens.next().text());
        List.of("]", "/", "enumeration", "[", "@", "value", "=").forEach(tokens::expect);
        var looked = new Comparisons.Membership(single(), codes);
        tokens.expect("]");
        return looked;
    }
}
