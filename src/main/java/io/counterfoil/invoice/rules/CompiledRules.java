package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.rules.xpath.Expr;
import io.counterfoil.invoice.rules.xpath.Focus;
import io.counterfoil.invoice.rules.xpath.Tree;
import io.counterfoil.invoice.rules.xpath.UserFunction;
import io.counterfoil.invoice.xml.Element;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

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
            boolean expected) {}

    /// Conditions that share a context.
    ///
    /// @param variables in order; a later one may use those before it
    record Rule(Expr context, SequencedMap<String, Expr> variables, List<Assertion> assertions) {
        Rule {
            variables = new LinkedHashMap<>(variables);
            assertions = List.copyOf(assertions);
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
                .flatMap(rule -> rule.assertions().stream())
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
    List<Broken> run(Element root) {
        var tree = new Tree(root, globals);
        var broken = new ArrayList<Broken>();
        for (var pattern : patterns) {
            // Within a pattern a node belongs to the first rule whose context it matches.
            var taken = new HashSet<Object>();
            for (var rule : pattern) {
                rule.context()
                        .each(
                                Focus.document(tree),
                                node -> {
                                    if (taken.add(node)) {
                                        check(rule, tree, node, broken);
                                    }
                                    return false;
                                });
            }
        }
        return broken;
    }

    private static void check(Rule rule, Tree tree, Object node, List<Broken> broken) {
        var focus = UserFunction.bind(rule.variables(), Focus.document(tree).on(node, 1, 1));
        for (var assertion : rule.assertions()) {
            if (assertion.test().test(focus) != assertion.expected()) {
                broken.add(new Broken(assertion, node));
            }
        }
    }
}
