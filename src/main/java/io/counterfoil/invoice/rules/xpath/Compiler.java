package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.rules.xpath.Lexer.Kind;
import io.counterfoil.invoice.rules.xpath.Lexer.Token;
import io.counterfoil.invoice.rules.xpath.Steps.Axis;
import io.counterfoil.invoice.rules.xpath.Steps.Primary;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/// Compiles expressions by the grammar of XPath 2.0.
final class Compiler {

    /// Functions that conditions call again and again with the same arguments.
    private static final Set<String> COSTLY = Set.of("sum", "replace");

    private final List<Token> tokens;
    private final Scope scope;

    /// Variables of the loops around the place that is being compiled; they hide those of the
    /// scope.
    private final Deque<String> local = new ArrayDeque<>();

    private int at;

    /// Whether steps are those of a pattern, and not of an expression within one.
    private boolean inPattern;

    private Compiler(String expression, Scope scope) {
        this.tokens = Lexer.tokens(expression);
        this.scope = scope;
    }

    /// The expression as something that can be evaluated.
    static Expr compile(String expression, Scope scope) {
        var compiler = new Compiler(expression, scope);
        var compiled = compiler.sequence();
        compiler.expectEnd(expression);
        return compiled;
    }

    /// A pattern as an expression that gives every node of a document that matches it.
    ///
    /// Where a predicate has no answer for a node, the node does not match, as XSLT has it;
    /// elsewhere a condition without an answer fails.
    static Expr pattern(String pattern, Scope scope) {
        var compiler = new Compiler(pattern, scope);
        compiler.inPattern = true;
        var alternatives = new ArrayList<Expr>();
        do {
            alternatives.add(compiler.anywhere());
        } while (compiler.accept("|"));
        compiler.expectEnd(pattern);
        return alternatives.size() == 1
                ? alternatives.getFirst()
                : Operators.sequence(alternatives);
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
        return joined(Binary.LOOSEST);
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
            local.push(variables.getLast());
        } while (accept(","));
        expect(keyword);
        var body = single();
        variables.forEach(_ -> local.pop());
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
        return new Operators.If(test, yes, no);
    }

    /// Operators between expressions, those that bind tighter before those that bind less.
    private Expr joined(int loosest) {
        var left = union();
        for (var level = Binary.level(peek()); level >= loosest; level = Binary.level(peek())) {
            var operator = next().text();
            left = Binary.join(operator, left, joined(level + 1));
        }
        return left;
    }

    private Expr union() {
        var first = cast();
        if (!peek().is("|") && !peek().is("union")) {
            return first;
        }
        var parts = new ArrayList<Expr>();
        parts.add(first);
        while (accept("|") || accept("union")) {
            parts.add(cast());
        }
        return Union.of(parts);
    }

    private Expr cast() {
        var value = unary();
        if (follows("castable", "as")) {
            at += 2;
            return Operators.castable(value, next().text());
        }
        if (follows("cast", "as")) {
            at += 2;
            return Operators.castOfOne(value, next().text());
        }
        return value;
    }

    private Expr unary() {
        if (accept("-")) {
            return Operators.calculate("-", Constants.of(BigDecimal.ZERO), unary());
        }
        return accept("+") ? unary() : path();
    }

    private Expr path() {
        if (accept("//")) {
            return new Operators.FromDocument(
                    startsPrimary() ? relative(everywhere()) : relative(step(true)));
        }
        if (accept("/")) {
            return beginsStep()
                    ? new Operators.FromDocument(relative(step(false)))
                    : (Expr.One) (frame, _) -> frame.tree();
        }
        var first = step(false);
        return peek().is("/") || peek().is("//") || !first.predicates().isEmpty()
                ? relative(first)
                : bare(first);
    }

    private Expr bare(Step step) {
        return step.axis() instanceof Primary primary ? primary.expression() : walk(List.of(step));
    }

    /// The steps that `//` and a parenthesis stand for: names inside it are looked up.
    private List<Step> everywhere() {
        var step = step(false);
        var names = step.axis() instanceof Primary(Union union) ? union.names() : null;
        if (step.predicates().isEmpty() && names != null) {
            var numbers = names.stream().map(scope.vocabulary()::name).toList();
            return List.of(Step.plain(Steps.descendants(names, numbers)));
        }
        return List.of(Step.plain(Steps.everything()), step);
    }

    private boolean beginsStep() {
        return switch (peek().kind()) {
            case NAME -> true;
            case SYMBOL -> Set.of("*", "@", ".", "..", "(").contains(peek().text());
            case STRING, NUMBER, END -> false;
        };
    }

    private boolean startsPrimary() {
        return peek().is("(") || tokens.get(at + 1).is("(");
    }

    private Expr relative(Step beginning) {
        return relative(List.of(beginning));
    }

    private Expr relative(List<Step> beginning) {
        var steps = new ArrayList<>(beginning);
        while (peek().is("/") || peek().is("//")) {
            var anywhere = next().is("//");
            if (anywhere && startsPrimary()) {
                steps.addAll(everywhere());
            } else {
                steps.add(step(anywhere));
            }
        }
        return walk(steps);
    }

    /// The simplest expression that goes those steps.
    private Expr walk(List<Step> steps) {
        if (steps.size() == 1 && steps.getFirst().isOneAttribute()) {
            return new Operators.OneAttribute((Steps.Named) steps.getFirst().axis());
        }
        var names = new ArrayList<String>();
        for (var step : steps) {
            if (step.predicates().isEmpty() && step.axis() instanceof Steps.Child child) {
                names.add(child.name());
            }
        }
        var needs = Needs.of(steps, scope.vocabulary());
        return names.size() == steps.size() ? new Walk.Down(names, needs) : new Walk(steps, needs);
    }

    private Step step(boolean anywhere) {
        var name = neededName();
        var number = name.isEmpty() ? -1 : scope.vocabulary().name(name);
        var isEvery = anywhere && peek().is("*");
        var axis = axis(anywhere);
        var predicates = new ArrayList<Expr>();
        var needs = new ArrayList<Needs>();
        if (number >= 0) {
            needs.add(Needs.name(number));
        }
        var start = at;
        while (accept("[")) {
            var predicate = predicate();
            needs.add(Needs.ofText(predicate, number, scope.vocabulary()));
            predicates.add(predicate);
            expect("]");
        }
        var needed = Needs.all(needs);
        if (predicates.isEmpty()) {
            return new Step(axis, predicates, false, false, inPattern, needed);
        }
        var positional = mentions(start, "position") || !areTests(predicates);
        var needsSize = mentions(start, "last");
        var chosen = isEvery && !positional && !needsSize ? every(predicates) : axis;
        return new Step(chosen, predicates, positional, needsSize, inPattern, needed);
    }

    /// `//*`, without elements that certainly do not satisfy the predicates.
    private Axis every(List<Expr> predicates) {
        return predicates.getFirst() instanceof Operators.And both && both.isOfEmpty()
                ? Steps.everyEmpty()
                : new Steps.Every(new NameFilter(predicates, scope.vocabulary()));
    }

    private Expr predicate() {
        var ofPattern = inPattern;
        inPattern = false;
        var start = at;
        var predicate = Operators.predicate(sequence());
        inPattern = ofPattern;
        return inPattern ? guarded(predicate, start) : predicate;
    }

    /// A predicate of a pattern, which is the same for every node, or whose first part is.
    private Expr guarded(Expr predicate, int start) {
        if (predicate instanceof Expr.Test && predicate.isGlobal()) {
            return new Kept.Guard(predicate, scope.number(written(start, at)));
        }
        if (predicate instanceof Operators.And(Expr first, Expr second) && first.isGlobal()) {
            var number = scope.number(written(start, Binary.lastAnd(tokens, start, at)));
            return new Operators.And(new Kept.Guard(first, number), second);
        }
        return predicate;
    }

    private static boolean areTests(List<Expr> predicates) {
        for (var predicate : predicates) {
            if (!(predicate instanceof Expr.Test)) {
                return false;
            }
        }
        return true;
    }

    /// Tells whether a function is called since a token.
    private boolean mentions(int start, String function) {
        for (var i = start; i < at; i++) {
            if (tokens.get(i).kind() == Kind.NAME && tokens.get(i).is(function)) {
                return true;
            }
        }
        return false;
    }

    /// The name of a step that is nothing but a name.
    private String neededName() {
        var following = tokens.get(at + 1);
        var plain =
                peek().kind() == Kind.NAME
                        && peek().text().indexOf('*') < 0
                        && !following.is("(")
                        && !following.is("::");
        return plain ? scope.canonical(peek().text()) : "";
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
            return named(scope.canonical(next().text()), anywhere);
        }
        if (follows("text", "(")) {
            at += 3;
            return Steps.text();
        }
        return new Primary(primary());
    }

    private Axis named(String name, boolean anywhere) {
        if (name.indexOf('*') >= 0) {
            return anywhere ? Steps.descendant(name) : Steps.child(name);
        }
        return anywhere
                ? new Steps.Descendant(name, scope.vocabulary().name(name))
                : new Steps.Child(name);
    }

    private Axis namedAxis() {
        var axis = next().text();
        expect("::");
        var test = scope.canonical(next().text());
        if (test.equals("node") && accept("(")) {
            expect(")");
            test = "*";
        }
        return switch (axis) {
            case "child" -> Steps.child(test);
            case "attribute" -> Steps.attribute(test);
            case "self" -> Steps.self(test);
            case "parent" -> Steps.parent(test);
            case "ancestor" -> new Steps.Ancestor(test, Steps.NameTest.of(test));
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
            case STRING -> Constants.of(token.text());
            case NUMBER -> Constants.of(new BigDecimal(token.text()));
            case SYMBOL -> symbol(token);
            case NAME -> call(token.text());
            case END -> throw new IllegalArgumentException("the expression breaks off");
        };
    }

    private Expr symbol(Token token) {
        return switch (token.text()) {
            case "$" -> variable(next().text());
            case "." -> Operators.THIS;
            case "(" -> {
                if (accept(")")) {
                    yield new Constants(List.of());
                }
                var inner = sequence();
                expect(")");
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
                ? new Operators.Flag(name)
                : new Operators.Variable(name);
    }

    private Expr call(String name) {
        var start = at - 1;
        expect("(");
        if (name.equals("document")) {
            return lookUp();
        }
        var arguments = new ArrayList<Expr>();
        if (!accept(")")) {
            do {
                arguments.add(single());
            } while (accept(","));
            expect(")");
        }
        var own = scope.function(name);
        if (own != null) {
            return own.call(arguments);
        }
        var result = Functions.call(name, arguments);
        return COSTLY.contains(name) && !mentions(start, "position") && !mentions(start, "last")
                ? new Kept.Shared(result, scope.number(written(start, at)))
                : result;
    }

    /// What is written from one token up to another.
    private List<Token> written(int start, int end) {
        return List.copyOf(tokens.subList(start, end));
    }

    /// `document('a.xml')/codedb/cl[@id=1]/enumeration[@value=$code]`, the one form in which rule
    /// sets look codes up.
    private Expr lookUp() {
        var file = next().text();
        List.of(")", "/", "codedb", "/", "cl", "[", "@", "id", "=").forEach(this::expect);
        var codes = scope.codes(file, next().text());
        List.of("]", "/", "enumeration", "[", "@", "value", "=").forEach(this::expect);
        var looked = new Comparisons.Membership(single(), codes);
        expect("]");
        return looked;
    }
}
