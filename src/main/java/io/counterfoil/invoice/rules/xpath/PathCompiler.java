package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.rules.xpath.Lexer.Kind;
import io.counterfoil.invoice.rules.xpath.Steps.Axis;
import io.counterfoil.invoice.rules.xpath.Steps.Primary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Compiles the paths of an expression, and the patterns that contexts are.
final class PathCompiler {

    private final Compiler compiler;
    private final Tokens tokens;
    private final Scope scope;

    /// Whether steps are those of a pattern, and not of an expression within one.
    private boolean inPattern;

    /// @param compiler for what is within predicates and what paths begin with
    PathCompiler(Compiler compiler, Tokens tokens, Scope scope, boolean isPattern) {
        this.compiler = compiler;
        this.tokens = tokens;
        this.scope = scope;
        inPattern = isPattern;
    }

    /// A relative pattern matches wherever its path can begin.
    Expr anywhere() {
        if (tokens.peek().is("/") || tokens.peek().is("//") || tokens.peek().is("(")) {
            return path();
        }
        return relative(below());
    }

    /// A path, or the one expression that it consists of.
    Expr path() {
        if (tokens.accept("//")) {
            return new Operators.FromDocument(relative(below()));
        }
        if (tokens.accept("/")) {
            return beginsStep()
                    ? new Operators.FromDocument(relative(List.of(step(false))))
                    : (Expr.One) (frame, _) -> frame.tree();
        }
        var first = step(false);
        return tokens.peek().is("/") || tokens.peek().is("//") || !first.predicates().isEmpty()
                ? relative(List.of(first))
                : bare(first);
    }

    private Expr bare(Step step) {
        return step.axis() instanceof Primary primary ? primary.expression() : walk(List.of(step));
    }

    /// The steps that `//` and what follows it stand for: names are looked up.
    private List<Step> below() {
        return tokens.peek().is("*") || isName() ? List.of(step(true)) : everywhere();
    }

    private List<Step> everywhere() {
        var step = step(false);
        var names = step.axis() instanceof Primary(Union union) ? union.names() : null;
        if (step.predicates().isEmpty() && names != null) {
            var numbers = names.stream().map(scope.vocabulary()::name).toList();
            return List.of(Step.plain(Steps.descendants(names, numbers)));
        }
        return List.of(Step.plain(new Steps.Everything()), step);
    }

    private boolean beginsStep() {
        return switch (tokens.peek().kind()) {
            case NAME -> true;
            case SYMBOL -> Set.of("*", "@", ".", "..", "(").contains(tokens.peek().text());
            case STRING, NUMBER, END -> false;
        };
    }

    /// Tells whether the next step is a name, be it one with a wildcard.
    private boolean isName() {
        return tokens.peek().kind() == Kind.NAME
                && !tokens.ahead().is("(")
                && !tokens.ahead().is("::");
    }

    private Expr relative(List<Step> beginning) {
        var steps = new ArrayList<>(beginning);
        while (tokens.peek().is("/") || tokens.peek().is("//")) {
            if (tokens.next().is("//")) {
                steps.addAll(below());
            } else {
                steps.add(step(false));
            }
        }
        return walk(steps);
    }

    /// The simplest expression that goes those steps.
    private Expr walk(List<Step> steps) {
        if (steps.size() == 1 && steps.getFirst().isOneAttribute()) {
            return new Operands.OneAttribute((Steps.Named) steps.getFirst().axis());
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
        var isEvery = anywhere && tokens.peek().is("*");
        var axis = axis(anywhere);
        var predicates = new ArrayList<Expr>();
        var needs = new ArrayList<Needs>();
        if (number >= 0) {
            needs.add(Needs.name(number));
        }
        var start = tokens.at();
        while (tokens.accept("[")) {
            var predicate = predicate();
            needs.add(Needs.ofText(predicate, number, scope.vocabulary()));
            predicates.add(predicate);
            tokens.expect("]");
        }
        var needed = Needs.all(needs);
        if (predicates.isEmpty()) {
            return new Step(axis, predicates, false, false, inPattern, needed);
        }
        var positional = tokens.mentions(start, "position") || !areTests(predicates);
        var needsSize = tokens.mentions(start, "last");
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
        var start = tokens.at();
        var predicate = Operators.predicate(compiler.sequence());
        inPattern = ofPattern;
        return inPattern ? guarded(predicate, start) : predicate;
    }

    /// A predicate of a pattern, which is the same for every node, or whose first part is.
    private Expr guarded(Expr predicate, int start) {
        if (predicate instanceof Expr.Test && predicate.isGlobal()) {
            return new Kept.Guard(predicate, scope.number(tokens.since(start)));
        }
        if (predicate instanceof Operators.And(Expr first, Expr second) && first.isGlobal()) {
            var number = scope.number(Binary.beforeLastAnd(tokens.since(start)));
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

    /// The name of a step that is nothing but a name.
    private String neededName() {
        var plain = isName() && tokens.peek().text().indexOf('*') < 0;
        return plain ? scope.canonical(tokens.peek().text()) : "";
    }

    private Axis axis(boolean anywhere) {
        if (tokens.accept("..")) {
            return Steps.up();
        }
        if (tokens.accept("@")) {
            return Steps.attribute(tokens.next().text());
        }
        if (tokens.accept("*")) {
            return anywhere ? Steps.descendant("*") : Steps.child("*");
        }
        if (tokens.peek().kind() == Kind.NAME && tokens.ahead().is("::")) {
            return namedAxis();
        }
        if (isName()) {
            return named(scope.canonical(tokens.next().text()), anywhere);
        }
        if (tokens.follows("text", "(")) {
            tokens.next();
            tokens.expect("(");
            tokens.expect(")");
            return Steps.text();
        }
        return new Primary(compiler.primary());
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
        var axis = tokens.next().text();
        tokens.expect("::");
        var test = scope.canonical(tokens.next().text());
        if (test.equals("node") && tokens.accept("(")) {
            tokens.expect(")");
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
}
