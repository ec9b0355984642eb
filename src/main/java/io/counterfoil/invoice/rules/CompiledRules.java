package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.rules.xpath.Expr;
import io.counterfoil.invoice.rules.xpath.Frame;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/// The rules of one stylesheet, ready to run; safe for several threads.
final class CompiledRules {

    private final Map<String, Supplier<Expr>> globals;
    private final List<UserFunction> functions;
    private final List<RulePattern> patterns;

    /// The invoices of one program are of a few shapes; at 15 KB each these take a megabyte.
    private static final int SHAPES_MAX = 64;

    /// What is to be done for documents of a shape; of more shapes it begins anew.
    private final ConcurrentMap<Index.Shape, Plan> plans = new ConcurrentHashMap<>();

    /// @param close whether it leaves out what the places decide: it does so from the second
    ///   document of a shape on
    private record Plan(List<RulePattern.Task> tasks, boolean close) {
        Plan {
            tasks = List.copyOf(tasks);
        }
    }

    /// @param functions those that conditions call
    CompiledRules(
            Map<String, Supplier<Expr>> globals,
            List<UserFunction> functions,
            List<RulePattern> patterns) {
        this.globals = Map.copyOf(globals);
        this.functions = List.copyOf(functions);
        this.patterns = List.copyOf(patterns);
    }

    /// Compiles what no document has asked for yet; answers how many conditions there are.
    int compileAll() {
        globals.values().forEach(value -> Objects.requireNonNull(value.get()));
        functions.forEach(UserFunction::prepare);
        patterns.stream()
                .flatMap(pattern -> pattern.rules().stream())
                .forEach(rule -> {
                    Objects.requireNonNull(rule.context());
                    Objects.requireNonNull(rule.variables());
                });
        assertions().forEach(Assertion::test);
        return assertions().size();
    }

    /// Every condition, in the order in which it runs.
    List<Assertion> assertions() {
        return patterns.stream()
                .flatMap(pattern -> pattern.rules().stream())
                .flatMap(rule -> rule.assertions().stream())
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
        for (var task : tasks(document)) {
            if (task.first()) {
                taken.clear();
            }
            new Run(task, tree, broken).over(taken);
        }
        return broken;
    }

    /// What is to be done for a document, which is the same for all of its shape.
    private List<RulePattern.Task> tasks(Index document) {
        var shape = document.shape();
        var known = shape.map(plans::get);
        if (known.isPresent() && known.get().close()) {
            return known.get().tasks();
        }
        compileFor(document);
        var tasks = new ArrayList<RulePattern.Task>();
        patterns.forEach(pattern -> pattern.plan(document, known.isPresent(), tasks));
        if (shape.isPresent() && document.isUpToDate()) {
            if (known.isEmpty() && plans.size() >= SHAPES_MAX) {
                plans.clear();
            }
            plans.put(shape.get(), new Plan(tasks, known.isPresent()));
        }
        return tasks;
    }

    /// Compiles what a document asks for, on all processors: it is most of the first verdict's
    /// time.
    private void compileFor(Index document) {
        var rules =
                patterns.stream()
                        .flatMap(pattern -> pattern.rules().stream())
                        .filter(rule -> rule.mayOccurIn(document))
                        .toList();
        rules.parallelStream().forEach(RulePattern.Rule::context);
        rules.stream()
                .filter(rule -> rule.isAbout(document))
                .flatMap(rule -> rule.assertions().stream())
                .filter(assertion -> assertion.mayBreak(document))
                .toList()
                .parallelStream()
                .forEach(Assertion::test);
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
    private record Run(RulePattern.Task task, Tree tree, List<Broken> broken) {

        void over(Taken taken) {
            var assertions = task.assertions();
            if (task.place() != RulePattern.Task.ANYWHERE) {
                var elements = tree.index().at(task.place());
                for (var i = 0; i < elements.size(); i++) {
                    if (taken.add(elements.get(i)) && !assertions.isEmpty()) {
                        check(elements.get(i));
                    }
                }
                return;
            }
            task.rule()
                    .context()
                    .each(
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
            var assertions = task.assertions();
            Frame bound = null;
            for (var i = 0; i < assertions.size(); i++) {
                var assertion = assertions.get(i);
                if (assertion.usesVariables() && bound == null) {
                    bound = UserFunction.bind(task.rule().variables(), tree.frame(), node);
                }
                var frame = bound == null ? tree.frame() : bound;
                if (assertion.test().test(frame, node) != assertion.expected()) {
                    broken.add(new Broken(assertion, node));
                }
            }
        }
    }
}
