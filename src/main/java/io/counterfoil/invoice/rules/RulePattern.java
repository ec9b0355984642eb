package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.rules.xpath.Expr;
import io.counterfoil.invoice.rules.xpath.Index;
import io.counterfoil.invoice.rules.xpath.Subjects;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;

/// Rules of which a node belongs to the first whose context it matches; safe for several threads.
final class RulePattern {

    private final List<Rule> rules;

    /// Rules in the order in which they are tried.
    RulePattern(List<Rule> rules) {
        this.rules = List.copyOf(rules);
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
        for (var later = rule + 1; later < breakable.size(); later++) {
            if (!breakable.get(later).isEmpty() && rules.get(rule).mayMeet(rules.get(later))) {
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
        private final Subjects subjects;
        private final Supplier<Expr> context;
        private final Supplier<SequencedMap<String, Expr>> variables;
        private final List<Assertion> assertions;

        /// Of each condition a name without which a document cannot break it, or -1: of hundreds
        /// most are set aside by it. A condition may find a rarer name when it is compiled; a
        /// thread that does not see it yet looks closer.
        private final int[] gates;

        /// @param subjects what the context can be
        /// @param context compiled when a document first comes that could have it
        /// @param variables made when they are first needed
        Rule(
                Subjects subjects,
                Supplier<Expr> context,
                Supplier<SequencedMap<String, Expr>> variables,
                List<Assertion> assertions) {
            this.subjects = subjects;
            this.context = context;
            this.variables = variables;
            this.assertions = List.copyOf(assertions);
            gates = this.assertions.stream().mapToInt(Assertion::gate).toArray();
        }

        Expr context() {
            return context.get();
        }

        private boolean mayMeet(Rule other) {
            return subjects.mayMeet(other.subjects);
        }

        SequencedMap<String, Expr> variables() {
            return variables.get();
        }

        List<Assertion> assertions() {
            return assertions;
        }

        /// Tells whether a document has elements of the names that the context is about.
        boolean mayOccurIn(Index document) {
            return subjects.mayOccurIn(document);
        }

        /// Tells whether a document could have a node of the context.
        boolean isAbout(Index document) {
            return mayOccurIn(document) && context().mayHold(document);
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
