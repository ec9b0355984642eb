package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.rules.xpath.Lexer.Kind;
import io.counterfoil.invoice.rules.xpath.Lexer.Token;
import io.counterfoil.invoice.rules.xpath.Steps.Axis;
import io.counterfoil.invoice.rules.xpath.Steps.Step;
import io.counterfoil.invoice.rules.xpath.Steps.Walk;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Compiles expressions: one method for each level of the grammar of XPath 2.0, from the loosest
/// binding down.
public final class Compiler {

    private static final Set<String> COMPARISONS =
            Set.of("=", "!=", "<", "<=", ">", ">=", "eq", "ne", "lt", "le", "gt", "ge");
    private static final Set<String> FACTORS = Set.of("*", "div", "idiv", "mod");

    private final List<Token> tokens;
    private final UnaryOperator<String> names;
    private final Map<String, Callable> functions;
    private int at;

    /// A function that the rule set defines itself.
    public interface Callable {
        /// The value for those arguments, one sequence each.
        Expr call(List<Expr> arguments);
    }

    private Compiler(
            String expression, UnaryOperator<String> names, Map<String, Callable> functions) {
        this.tokens = Lexer.tokens(expression);
        this.names = names;
        this.functions = functions;
    }

    /// The expression as something that can be evaluated.
    ///
    /// @param names maps a qualified name as written to one with the prefixes of our trees
    public static Expr compile(
            String expression, UnaryOperator<String> names, Map<String, Callable> functions) {
        var compiler = new Compiler(expression, names, functions);
        var compiled = compiler.sequence();
        compiler.expectEnd(expression);
        return compiled;
    }

    /// A pattern as an expression that gives every node of a document that matches it.
    public static Expr pattern(
            String pattern, UnaryOperator<String> names, Map<String, Callable> functions) {
        var compiler = new Compiler(pattern, names, functions);
        var alternatives = new ArrayList<Expr>();
        do {
            alternatives.add(compiler.anywhere());
        } while (compiler.accept("|"));
        compiler.expectEnd(pattern);
        return alternatives.size() == 1 ? alternatives.getFirst() : Operators.union(alternatives);
    }

    /// A relative pattern matches wherever its path can begin.
    private Expr anywhere() {
        if (peek().is("/") || peek().is("//") || peek().is("(")) {
            return path();
        }
        return relative(step(true));
    }

    private void expectEnd(String expression) {
        if (peek().kind() != Kind.END) {
            throw new IllegalArgumentException(
                    "\"%s\" is left over of: %s".formatted(peek().text(), expression));
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        return tokens.get(at++);
    }

    private boolean accept(String symbol) {
        if (peek().is(symbol)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String symbol) {
        if (!accept(symbol)) {
            throw new IllegalArgumentException(
                    "%s is expected before \"%s\"".formatted(symbol, peek().text()));
        }
    }

    private boolean follows(String first, String second) {
        return peek().kind() == Kind.NAME && peek().is(first) && tokens.get(at + 1).is(second);
    }

    private Expr sequence() {
        var items = new ArrayList<Expr>();
        items.add(single());
        while (accept(",")) {
            items.add(single());
        }
        return items.size() == 1 ? items.getFirst() : Operators.sequence(items);
    }

    private Expr single() {
        if (follows("for", "$")) {
            return loop("return");
        }
        if (follows("some", "$") || follows("every", "$")) {
            return loop("satisfies");
        }
        if (follows("if", "(")) {
            return condition();
        }
        return or();
    }

    /// `for $x in a, $y in b return c`, and the same with some or every.
    private Expr loop(String keyword) {
        var kind = next().text();
        var variables = new ArrayList<String>();
        var sources = new ArrayList<Expr>();
        do {
            expect("$");
            variables.add(next().text());
            expect("in");
            sources.add(single());
        } while (accept(","));
        expect(keyword);
        var body = single();
        for (var i = variables.size() - 1; i >= 0; i--) {
            var variable = variables.get(i);
            body =
                    switch (kind) {
                        case "for" -> Operators.each(variable, sources.get(i), body);
                        case "some" -> Operators.some(variable, sources.get(i), body);
                        default -> Operators.every(variable, sources.get(i), body);
                    };
        }
        return body;
    }

    private Expr condition() {
        next();
        expect("(");
        var test = sequence();
        expect(")");
        expect("then");
        var yes = single();
        expect("else");
        var no = single();
        return (focus, enough) -> (test.test(focus) ? yes : no).each(focus, enough);
    }

    private Expr or() {
        var left = and();
        while (accept("or")) {
            left = Operators.or(left, and());
        }
        return left;
    }

    private Expr and() {
        var left = comparison();
        while (accept("and")) {
            left = Operators.and(left, comparison());
        }
        return left;
    }

    private Expr comparison() {
        var left = range();
        if (peek().kind() != Kind.STRING && COMPARISONS.contains(peek().text())) {
            var operator = next().text();
            return Operators.compare(operator, left, range());
        }
        return left;
    }

    private Expr range() {
        var from = sum();
        return accept("to") ? Operators.range(from, sum()) : from;
    }

    private Expr sum() {
        var left = product();
        while (peek().is("+") || peek().is("-")) {
            var operator = next().text();
            left = Operators.calculate(operator, left, product());
        }
        return left;
    }

    private Expr product() {
        var left = union();
        while (peek().kind() != Kind.STRING && FACTORS.contains(peek().text())) {
            var operator = next().text();
            left = Operators.calculate(operator, left, union());
        }
        return left;
    }

    private Expr union() {
        var parts = new ArrayList<Expr>();
        parts.add(cast());
        while (accept("|") || accept("union")) {
            parts.add(cast());
        }
        return parts.size() == 1 ? parts.getFirst() : Operators.union(parts);
    }

    private Expr cast() {
        var value = unary();
        if (follows("castable", "as")) {
            at += 2;
            return Operators.castable(value, next().text());
        }
        if (follows("cast", "as")) {
            at += 2;
            return Operators.cast(value, next().text());
        }
        return value;
    }

    private Expr unary() {
        if (accept("-")) {
            return Operators.calculate("-", Operators.constant(BigDecimal.ZERO), unary());
        }
        return accept("+") ? unary() : path();
    }

    private Expr path() {
        if (accept("//")) {
            return fromDocument(
                    startsPrimary()
                            ? relative(
                                    new Step(Steps.everything(), "", List.of(), false), step(false))
                            : relative(step(true)));
        }
        if (accept("/")) {
            return beginsStep() ? fromDocument(relative(step(false))) : (Expr.One) Focus::tree;
        }
        var first = step(false);
        return peek().is("/") || peek().is("//") || !first.predicates().isEmpty()
                ? relative(first)
                : bare(first);
    }

    private static Expr bare(Step step) {
        return step.axis() instanceof Primary primary
                ? primary.expression()
                : Walk.of(List.of(step), false);
    }

    private boolean beginsStep() {
        return switch (peek().kind()) {
            case NAME -> true;
            case SYMBOL -> Set.of("*", "@", ".", "..", "(").contains(peek().text());
            case STRING, NUMBER, END -> false;
        };
    }

    private static Expr fromDocument(Expr path) {
        return (focus, enough) -> path.each(focus.on(focus.tree(), 1, 1), enough);
    }

    private boolean startsPrimary() {
        return peek().is("(") || tokens.get(at + 1).is("(");
    }

    private Expr relative(Step... beginning) {
        var steps = new ArrayList<Step>(List.of(beginning));
        while (peek().is("/") || peek().is("//")) {
            var anywhere = next().is("//");
            if (anywhere && startsPrimary()) {
                steps.add(new Step(Steps.everything(), "", List.of(), false));
                anywhere = false;
            }
            steps.add(step(anywhere));
        }
        var distinct = steps.stream().skip(1).anyMatch(step -> step.axis().meets());
        return Walk.of(steps, distinct);
    }

    /// A primary expression as the first step of a path.
    private record Primary(Expr expression) implements Axis {
        @Override
        public boolean each(Focus from, Predicate<Object> enough) {
            return expression.each(from, enough);
        }
    }

    private Step step(boolean anywhere) {
        var name = neededName();
        var axis = axis(anywhere);
        var predicates = new ArrayList<Expr>();
        var start = at;
        while (accept("[")) {
            predicates.add(sequence());
            expect("]");
        }
        var needsSize =
                tokens.subList(start, at).stream()
                        .anyMatch(token -> token.kind() == Kind.NAME && token.is("last"));
        return new Step(axis, name, predicates, needsSize);
    }

    /// The name of a step that is nothing but a name.
    private String neededName() {
        var following = tokens.get(at + 1);
        var plain =
                peek().kind() == Kind.NAME
                        && peek().text().indexOf('*') < 0
                        && !following.is("(")
                        && !following.is("::");
        return plain ? names.apply(peek().text()) : "";
    }

    private Axis axis(boolean anywhere) {
        if (accept("..")) {
            return Steps.up();
        }
        if (accept("@")) {
            return Steps.attribute(next().text());
        }
        if (accept("*")) {
            return anywhere ? Steps.descendant("*") : Steps.child("*");
        }
        if (peek().kind() == Kind.NAME && tokens.get(at + 1).is("::")) {
            return namedAxis();
        }
        if (peek().kind() == Kind.NAME && !tokens.get(at + 1).is("(")) {
            var name = names.apply(next().text());
            return anywhere ? Steps.descendant(name) : Steps.child(name);
        }
        if (follows("text", "(")) {
            at += 3;
            return Steps.text();
        }
        return new Primary(primary());
    }

    private Axis namedAxis() {
        var axis = next().text();
        expect("::");
        var test = names.apply(next().text());
        if (test.equals("node") && accept("(")) {
            expect(")");
            test = "*";
        }
        return switch (axis) {
            case "child" -> Steps.child(test);
            case "attribute" -> Steps.attribute(test);
            case "self" -> Steps.self(test);
            case "parent" -> Steps.parent(test);
            case "ancestor" -> Steps.ancestor(test);
            case "descendant" -> Steps.descendant(test);
            case "following-sibling" -> Steps.sibling(test, true);
            case "preceding-sibling" -> Steps.sibling(test, false);
            case "preceding" -> Steps.preceding(test);
            default -> throw new IllegalArgumentException("the axis " + axis + " is not known");
        };
    }

    private Expr primary() {
        var token = next();
        return switch (token.kind()) {
            case STRING -> Operators.constant(token.text());
            case NUMBER -> Operators.constant(new BigDecimal(token.text()));
            case SYMBOL -> symbol(token);
            case NAME -> call(token.text());
            case END -> throw new IllegalArgumentException("the expression breaks off");
        };
    }

    private Expr symbol(Token token) {
        return switch (token.text()) {
            case "$" -> {
                var variable = next().text();
                yield (focus, enough) -> focus.variable(variable).stream().anyMatch(enough);
            }
            case "." -> (Expr.One) Focus::item;
            case "(" -> {
                if (accept(")")) {
                    yield Operators.sequence(List.of());
                }
                var inner = sequence();
                expect(")");
                yield inner;
            }
            default -> throw new IllegalArgumentException("unexpected " + token.text());
        };
    }

    private Expr call(String name) {
        expect("(");
        var arguments = new ArrayList<Expr>();
        if (!accept(")")) {
            do {
                arguments.add(single());
            } while (accept(","));
            expect(")");
        }
        var own = functions.get(name);
        return own != null ? own.call(arguments) : Functions.call(name, arguments);
    }
}
