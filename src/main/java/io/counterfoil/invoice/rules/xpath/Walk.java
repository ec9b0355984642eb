package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.xml.Element;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Steps one after another.
final class Walk implements Expr {

    private final List<Step> steps;
    private final int last;

    /// Whether two ways can lead to one node, which must be given once.
    private final boolean distinct;

    /// Whether the path is `*`.
    private final boolean anyChild;

    /// Whether the last step leads to nodes, and not to values.
    private final boolean nodes;

    /// What a document must contain for the path to lead anywhere.
    private final Needs needs;

    Walk(List<Step> steps) {
        this.steps = List.copyOf(steps);
        last = steps.size() - 1;
        distinct = meets(steps);
        anyChild =
                last == 0
                        && steps.getFirst().predicates().isEmpty()
                        && steps.getFirst().axis() instanceof Steps.AnyChild;
        nodes = !(steps.getLast().axis() instanceof Steps.Primary);
        needs = Needs.all(steps.stream().map(Step::needs).toList());
    }

    /// Ways can meet only after they parted.
    private static boolean meets(List<Step> steps) {
        var parted = false;
        for (var step : steps) {
            if (parted && step.axis().meets()) {
                return true;
            }
            parted |= !step.axis().leadsToOne();
        }
        return false;
    }

    /// Tells whether there are names and axes alone.
    boolean isPlain() {
        return nodes
                && steps.stream()
                        .allMatch(step ->
                                step.predicates().isEmpty()
                                        && !(step.axis() instanceof Steps.Primary));
    }

    boolean leadsToNodes() {
        return nodes;
    }

    @Override
    public boolean mayHold(Index document) {
        return needs.met(document);
    }

    @Override
    public int gate(Vocabulary vocabulary) {
        return needs.gate(vocabulary);
    }

    @Override
    public boolean each(Focus focus, Predicate<Object> enough) {
        if (!needs.met(focus.tree().index())) {
            return false;
        }
        if (!distinct) {
            return each(focus, 0, enough);
        }
        var seen = new HashSet<Object>();
        return each(focus, 0, item -> (!Atoms.isNode(item) || seen.add(item)) && enough.test(item));
    }

    private boolean each(Focus focus, int depth, Predicate<Object> enough) {
        var step = steps.get(depth);
        if (depth == last) {
            return step.each(focus, enough);
        }
        return step.each(focus, item -> each(focus.on(item, 1, 1), depth + 1, enough));
    }

    @Override
    public boolean test(Focus focus) {
        if (anyChild && focus.item() instanceof Element element) {
            return !element.isLeaf();
        }
        return nodes ? exists(focus) : Expr.super.test(focus);
    }

    /// A path of names alone, the commonest of all, down from an element.
    static final class Down implements Expr {

        private final String[] names;
        private final Needs needs;

        Down(List<String> names, Needs needs) {
            this.names = names.toArray(String[]::new);
            this.needs = needs;
        }

        /// The name of the only step; `null` where there are several.
        @Nullable String only() {
            return names.length == 1 ? names[0] : null;
        }

        @Override
        public boolean mayHold(Index document) {
            return needs.met(document);
        }

        @Override
        public int gate(Vocabulary vocabulary) {
            return needs.gate(vocabulary);
        }

        @Override
        public boolean each(Focus focus, Predicate<Object> enough) {
            return needs.met(focus.tree().index())
                    && switch (focus.item()) {
                        case Element element -> each(element, 0, enough);
                        case Tree tree -> fromRoot(tree, enough);
                        default -> false;
                    };
        }

        private boolean fromRoot(Tree tree, Predicate<Object> enough) {
            var root = tree.root();
            return root.name().equals(names[0])
                    && (names.length == 1 ? enough.test(root) : each(root, 1, enough));
        }

        private boolean each(Element parent, int depth, Predicate<Object> enough) {
            var name = names[depth];
            for (var child = parent.firstChild(); child != null; child = child.next()) {
                if (child.name().equals(name)
                        && (depth == names.length - 1
                                ? enough.test(child)
                                : each(child, depth + 1, enough))) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public @Nullable Object one(Focus focus) {
            if (names.length > 1 || !(focus.item() instanceof Element parent)) {
                return Expr.super.one(focus);
            }
            Element found = null;
            for (var child = parent.firstChild(); child != null; child = child.next()) {
                if (child.name().equals(names[0])) {
                    if (found != null) {
                        throw XPathFailure.several();
                    }
                    found = child;
                }
            }
            return found;
        }

        @Override
        public boolean test(Focus focus) {
            return exists(focus);
        }
    }
}
