package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.rules.xpath.Expr;
import io.counterfoil.invoice.rules.xpath.Index;
import io.counterfoil.invoice.rules.xpath.Tree;
import io.counterfoil.invoice.rules.xpath.UserFunction;
import io.counterfoil.invoice.xml.Element;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;

/// The rules of one stylesheet, ready to run; safe for several threads.
final class CompiledRules {

    private final Map<String, Expr> globals;
    private final List<UserFunction> functions;
    private final List<List<Rule>> patterns;

    /// Conditions that share a context, with variables of which a later one may use those before
    /// it.
    static final class Rule {
        private final Expr context;
        private final Supplier<SequencedMap<String, Expr>> variables;
        private final List<Assertion> assertions;

        /// Of each condition a name without which a document cannot break it, or -1: of hundreds
        /// most are set aside by it. A condition may find a rarer name when it is compiled; a
        /// thread that does not see it yet looks closer.
        private final int[] gates;

        /// @param variables made when they are first needed
        Rule(
                Expr context,
                Supplier<SequencedMap<String, Expr>> variables,
                List<Assertion> assertions) {
            this.context = context;
            this.variables = variables;
            this.assertions = List.copyOf(assertions);
            gates = this.assertions.stream().mapToInt(Assertion::gate).toArray();
        }

        /// The conditions that a document could break at all: a few dozen of hundreds.
        List<Assertion> breakable(Index document) {
            if (!context.mayHold(document)) {
                return List.of();
            }
            var left = new ArrayList<Assertion>();
            for (var i = 0; i < gates.length; i++) {
                if (document.passes(gates[i])) {
                    var assertion = assertions.get(i);
                    if (assertion.canBreak(document)) {
                        left.add(assertion);
                    }
                    gates[i] = assertion.gate();
                }
            }
            return left;
        }
    }

    /// @param functions those that conditions call
    CompiledRules(
            Map<String, Expr> globals, List<UserFunction> functions, List<List<Rule>> patterns) {
        this.globals = Map.copyOf(globals);
        this.functions = List.copyOf(functions);
        this.patterns = List.copyOf(patterns);
    }

    /// Compiles what no document has asked for yet; answers how many conditions there are.
    int compileAll() {
        functions.forEach(UserFunction::prepare);
        patterns.stream()
                .flatMap(List::stream)
                .forEach(rule -> Objects.requireNonNull(rule.variables.get()));
        assertions().forEach(Assertion::test);
        return assertions().size();
    }

    /// Every condition, in the order in which it runs.
    List<Assertion> assertions() {
        return patterns.stream()
                .flatMap(List::stream)
                .flatMap(rule -> rule.assertions.stream())
                .toList();
    }

    /// What a broken condition says: the node and the condition.
    record Broken(Assertion assertion, Object node) {
        /// Where it is.
        Finding.Place place(Format format, List<String> terms) {
            return node instanceof Element element
                    ? new Finding.Place(
                            element.path(), element.line(), Terms.place(element, format, terms))
                    : Finding.Place.DOCUMENT;
        }
    }

    /// All broken conditions of a document.
    ///
    /// @throws io.counterfoil.invoice.rules.xpath.XPathFailure where the standard demands an error
    List<Broken> run(Index document) {
        var tree = new Tree(document, globals);
        var broken = new ArrayList<Broken>();
        var taken = new Taken();
        for (var pattern : patterns) {
            var breakable = new ArrayList<List<Assertion>>(pattern.size());
            var useful = 0;
            for (var rule : pattern) {
                breakable.add(rule.breakable(document));
                useful = breakable.getLast().isEmpty() ? useful : breakable.size();
            }
            taken.clear();
            // A context whose conditions hold anyway matters only to those after it.
            for (var i = 0; i < useful; i++) {
                var left = breakable.get(i);
                if (!left.isEmpty() || pattern.get(i).context.mayHold(document)) {
                    new Run(pattern.get(i), left, tree, broken).over(taken);
                }
            }
        }
        return broken;
    }

    /// The nodes that belong to a rule: within a pattern a node belongs to the first rule whose
    /// context it matches.
    private static final class Taken {
        private final BitSet elements = new BitSet();
        private final Set<Object> others = new HashSet<>();

        void clear() {
            elements.clear();
            others.clear();
        }

        /// Answers whether it belonged to none.
        boolean add(Object node) {
            if (!(node instanceof Element element)) {
                return others.add(node);
            }
            var free = !elements.get(element.number());
            elements.set(element.number());
            return free;
        }
    }

    /// One rule over one document.
    private record Run(Rule rule, List<Assertion> assertions, Tree tree, List<Broken> broken) {

        void over(Taken taken) {
            rule.context.each(
                    tree.frame(),
                    tree,
                    node -> {
                        if (taken.add(node) && !assertions.isEmpty()) {
                            check(node);
                        }
                        return false;
                    });
        }

        private void check(Object node) {
            var frame = UserFunction.bind(rule.variables.get(), tree.frame(), node);
            for (var i = 0; i < assertions.size(); i++) {
                var assertion = assertions.get(i);
                if (assertion.test().test(frame, node) != assertion.expected()) {
                    broken.add(new Broken(assertion, node));
                }
            }
        }
    }
}
