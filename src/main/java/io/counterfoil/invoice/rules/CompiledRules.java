package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.rules.xpath.Expr;
import io.counterfoil.invoice.rules.xpath.Focus;
import io.counterfoil.invoice.rules.xpath.Index;
import io.counterfoil.invoice.rules.xpath.Tree;
import io.counterfoil.invoice.rules.xpath.UserFunction;
import io.counterfoil.invoice.rules.xpath.Vocabulary;
import io.counterfoil.invoice.xml.Element;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// The rules of one stylesheet, ready to run; safe for several threads.
final class CompiledRules {

    private final Map<String, Expr> globals;
    private final List<List<Rule>> patterns;

    /// A condition on every node of a context.
    ///
    /// @param message what is said when it is broken
    /// @param ours whether the message is our own, not its publisher's
    /// @param expected what the test must give for the rule to be kept
    record Assertion(
            String id,
            Severity severity,
            Messages.Message message,
            boolean ours,
            Expr test,
            boolean expected) {

        int gate(Vocabulary vocabulary) {
            return expected ? test.gateOfFailure(vocabulary) : test.gate(vocabulary);
        }

        /// Tells whether a document has what it takes to break the rule.
        boolean canBreak(Index document) {
            return expected ? test.mayFail(document) : test.mayHold(document);
        }
    }

    /// Conditions that share a context, with variables of which a later one may use those before
    /// it.
    static final class Rule {
        private final Expr context;
        private final SequencedMap<String, Expr> variables;
        private final List<Assertion> assertions;

        /// A name for each condition without which a document cannot break it, or -1.
        private final int[] gates;

        Rule(
                Expr context,
                SequencedMap<String, Expr> variables,
                List<Assertion> assertions,
                Vocabulary vocabulary) {
            this.context = context;
            this.variables = new LinkedHashMap<>(variables);
            this.assertions = List.copyOf(assertions);
            gates = this.assertions.stream().mapToInt(one -> one.gate(vocabulary)).toArray();
        }

        /// The conditions that a document could break at all: a few dozen of hundreds.
        List<Assertion> breakable(Index document) {
            var left = new ArrayList<Assertion>();
            for (var i = 0; i < gates.length; i++) {
                if (document.passes(gates[i]) && assertions.get(i).canBreak(document)) {
                    left.add(assertions.get(i));
                }
            }
            return left;
        }
    }

    CompiledRules(Map<String, Expr> globals, List<List<Rule>> patterns) {
        this.globals = Map.copyOf(globals);
        this.patterns = List.copyOf(patterns);
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
        String location() {
            return switch (node) {
                case Element element -> element.path();
                default -> "";
            };
        }
    }

    /// All broken conditions of a document.
    ///
    /// @throws io.counterfoil.invoice.rules.xpath.XPathFailure where the standard demands an error
    List<Broken> run(Index document) {
        var tree = new Tree(document, globals);
        var broken = new ArrayList<Broken>();
        for (var pattern : patterns) {
            // Within a pattern a node belongs to the first rule whose context it matches.
            var taken = new HashSet<Object>();
            for (var rule : pattern) {
                if (rule.context.mayHold(document)) {
                    check(rule, tree, taken, broken);
                }
            }
        }
        return broken;
    }

    private static void check(Rule rule, Tree tree, Set<Object> taken, List<Broken> broken) {
        var focus = Focus.document(tree);
        var assertions = rule.breakable(tree.index());
        rule.context.each(
                focus,
                node -> {
                    if (taken.add(node) && !assertions.isEmpty()) {
                        var bound = UserFunction.bind(rule.variables, focus.on(node, 1, 1));
                        check(assertions, bound, broken);
                    }
                    return false;
                });
    }

    private static void check(List<Assertion> assertions, Focus focus, List<Broken> broken) {
        for (var i = 0; i < assertions.size(); i++) {
            var assertion = assertions.get(i);
            if (assertion.test().test(focus) != assertion.expected()) {
                broken.add(new Broken(assertion, focus.item()));
            }
        }
    }
}
