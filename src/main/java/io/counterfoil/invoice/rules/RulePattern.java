package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.rules.xpath.Expr;
import io.counterfoil.invoice.rules.xpath.Index;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Rules of which a node belongs to the first whose context it matches; safe for several threads.
final class RulePattern {

    private final List<Rule> rules;

    /// Of each rule those after it that could be about the same nodes.
    private final List<int[]> rivals;

    /// Rules in the order in which they are tried.
    RulePattern(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        rivals = IntStream.range(0, rules.size()).mapToObj(this::rivalsOf).toList();
    }

    private int[] rivalsOf(int rule) {
        var names = rules.get(rule).context.givenNames();
        return IntStream.range(rule + 1, rules.size())
                .filter(later -> mayMeet(names, rules.get(later).context.givenNames()))
                .toArray();
    }

    private static boolean mayMeet(Set<String> some, Set<String> others) {
        return some.isEmpty() || others.isEmpty() || !Collections.disjoint(some, others);
    }

    /// Adds what is to be done for a document.
    void plan(Index document, List<Task> tasks) {
        var breakable = new ArrayList<List<Assertion>>(rules.size());
        for (var rule : rules) {
            breakable.add(rule.breakable(document));
        }
        var first = true;
        for (var i = 0; i < breakable.size(); i++) {
            var left = breakable.get(i);
            if (!left.isEmpty() || (matters(i, breakable) && rules.get(i).isAbout(document))) {
                tasks.add(new Task(rules.get(i), left, first));
                first = false;
            }
        }
    }

    /// A context whose conditions hold anyway matters only to rules that it may take nodes from.
    private boolean matters(int rule, List<List<Assertion>> breakable) {
        for (var rival : rivals.get(rule)) {
            if (!breakable.get(rival).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// The rules, in the order in which they are tried.
    List<Rule> rules() {
        return rules;
    }

    /// A rule, and those of its conditions that a document could break.
    ///
    /// @param first whether it is the first task of its pattern
    record Task(Rule rule, List<Assertion> assertions, boolean first) {
        Task {
            assertions = List.copyOf(assertions);
        }
    }

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

        Expr context() {
            return context;
        }

        SequencedMap<String, Expr> variables() {
            return variables.get();
        }

        List<Assertion> assertions() {
            return assertions;
        }

        /// Tells whether a document could have a node of the context.
        boolean isAbout(Index document) {
            return context.mayHold(document);
        }

        /// The conditions that a document could break at all: a few dozen of hundreds.
        List<Assertion> breakable(Index document) {
            if (!isAbout(document)) {
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
}
