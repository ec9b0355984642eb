package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.rules.xpath.Expr;
import io.counterfoil.invoice.rules.xpath.Index;
import io.counterfoil.invoice.rules.xpath.Subjects;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Rules of which a node belongs to the first whose context it matches; safe for several threads.
final class RulePattern {

    private final List<Rule> rules;

    /// Rules in the order in which they are tried.
    RulePattern(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /// Adds what is to be done for a document.
    ///
    /// @param closely whether to leave out what the document's places decide, which takes as long
    ///   as a verdict
    void plan(Index document, boolean closely, List<Task> tasks) {
        var breakable = new ArrayList<List<Assertion>>(rules.size());
        for (var rule : rules) {
            breakable.add(rule.breakable(document));
        }
        var claimed = new BitSet();
        var before = tasks.size();
        for (var i = 0; i < breakable.size(); i++) {
            var rule = rules.get(i);
            var left = breakable.get(i);
            if (!left.isEmpty() || (matters(i, breakable) && rule.isAbout(document))) {
                var number = i;
                var planned = new Planned(rule, left, () -> matters(number, breakable));
                if (closely) {
                    planned.add(document, claimed, tasks);
                } else {
                    tasks.add(new Task(rule, left, Task.ANYWHERE, false));
                }
            }
        }
        if (tasks.size() > before) {
            tasks.set(before, tasks.get(before).asFirst());
        }
    }

    /// A rule for a document.
    ///
    /// @param left the conditions that the document could break
    /// @param matters whether later rules must know which nodes belong to this one
    private record Planned(Rule rule, List<Assertion> left, BooleanSupplier matters) {

        /// Adds what is to be done: place by place, where the places tell what the context is.
        void add(Index document, BitSet claimed, List<Task> tasks) {
            var reach = document.reach(rule.context(), rule.subjects);
            if (reach.isEmpty() || !reach.get().exact()) {
                var places = reach.isEmpty() ? List.<Integer>of() : reach.get().places();
                add(document, places, Task.ANYWHERE, tasks);
                return;
            }
            for (int place : reach.get().places()) {
                if (!claimed.get(place)) {
                    claimed.set(place);
                    add(document, List.of(place), place, tasks);
                }
            }
        }

        private void add(Index document, List<Integer> places, int place, List<Task> tasks) {
            var undecided = left.stream().filter(one -> !one.isDecided(document, places)).toList();
            if (!undecided.isEmpty() || matters.getAsBoolean()) {
                tasks.add(new Task(rule, undecided, place, false));
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
    /// @param place the number of the place whose elements are the context, or [#ANYWHERE]
    /// @param first whether it is the first task of its pattern
    record Task(Rule rule, List<Assertion> assertions, int place, boolean first) {

        /// The context must be looked for.
        static final int ANYWHERE = -1;

        Task {
            assertions = List.copyOf(assertions);
        }

        private Task asFirst() {
            return new Task(rule, assertions, place, true);
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
