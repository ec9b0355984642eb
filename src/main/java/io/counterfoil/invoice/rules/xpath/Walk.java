package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.xml.Element;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Steps one after another.
final class Walk implements Expr {

    private final Step[] steps;
    private final int last;

    /// The name where a step goes to children of one name and asks nothing about their places.
    private final @Nullable String[] children;

    /// Whether two ways can lead to one node, which must be given once.
    private final boolean distinct;

    /// Whether the path is `*`.
    private final boolean anyChild;

    /// Whether the last step leads to nodes, and not to values.
    private final boolean nodes;

    /// What a document must contain for the path to lead anywhere.
    private final Needs needs;

    /// Predicates that hold for all nodes or for none.
    private final Kept.Guard[] guards;

    Walk(List<Step> steps, Needs needs) {
        this.steps = steps.toArray(Step[]::new);
        last = steps.size() - 1;
        children = new String[steps.size()];
        for (var i = 0; i < children.length; i++) {
            children[i] = steps.get(i).childName();
        }
        distinct = meets(steps);
        anyChild =
                last == 0
                        && steps.getFirst().predicates().isEmpty()
                        && steps.getFirst().axis() instanceof Steps.AnyChild;
        nodes = !(steps.getLast().axis() instanceof Steps.Primary);
        this.needs = needs;
        guards =
                steps.stream()
                        .flatMap(step -> step.predicates().stream())
                        .flatMap(predicate -> guards(predicate).stream())
                        .toArray(Kept.Guard[]::new);
    }

    private static List<Kept.Guard> guards(Expr predicate) {
        if (predicate instanceof Operators.And and) {
            return guards(and.left());
        }
        return predicate instanceof Kept.Guard guard ? List.of(guard) : List.of();
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
                && Arrays.stream(steps)
                        .allMatch(step ->
                                step.predicates().isEmpty()
                                        && !(step.axis() instanceof Steps.Primary));
    }

    /// Tells whether it is `*`.
    boolean isAnyChild() {
        return anyChild;
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
    public Size size(Place at) {
        List<Place> reached = List.of(at);
        var everywhere = true;
        var several = false;
        for (var step : steps) {
            var below = new ArrayList<Place>();
            for (var place : reached) {
                if (!step.axis().addPlaces(place, below)) {
                    return Size.ANY;
                }
            }
            if (below.isEmpty()) {
                return Size.NONE;
            }
            if (!step.predicates().isEmpty()) {
                return Size.ANY;
            }
            reached = below;
            var apart = reached.size() > 1 || step.axis().meets();
            everywhere &= !apart && reached.getFirst().isEverywhere();
            several |= apart || reached.getFirst().isSeveral();
        }
        return Size.of(everywhere, several);
    }

    @Override
    public boolean isOfElements() {
        for (var i = 1; i <= last; i++) {
            if (!(steps[i].axis() instanceof Steps.Child)) {
                return false;
            }
        }
        return switch (steps[0].axis()) {
            case Steps.Child _, Steps.Descendant _, Steps.Every _ -> true;
            default -> false;
        };
    }

    @Override
    public Truth matches(Place place) {
        @Nullable Place at = place;
        var matched = Truth.YES;
        for (var i = last; i >= 0; i--) {
            var met = at == null ? Truth.NO : steps[i].matches(at);
            if (at == null || met == Truth.NO) {
                return Truth.NO;
            }
            matched = met == Truth.YES ? matched : met;
            at = at.parent();
        }
        var isBelow =
                at != null && (at.parent() == null || !(steps[0].axis() instanceof Steps.Child));
        return isBelow ? matched : Truth.NO;
    }

    @Override
    public Truth truth(Place at) {
        return nodes ? size(at).exists() : Truth.UNDECIDED;
    }

    @Override
    public boolean each(Frame frame, Object at, Predicate<Object> enough) {
        if (!needs.met(frame.tree().index()) || !guardsHold(frame, at)) {
            return false;
        }
        if (!distinct) {
            return each(frame, at, 0, enough);
        }
        var seen = new HashSet<Object>();
        return each(
                frame, at, 0, item -> (!Atoms.isNode(item) || seen.add(item)) && enough.test(item));
    }

    private boolean guardsHold(Frame frame, Object at) {
        for (var guard : guards) {
            if (!guard.test(frame, at)) {
                return false;
            }
        }
        return true;
    }

    private boolean each(Frame frame, Object at, int depth, Predicate<Object> enough) {
        var step = steps[depth];
        var name = children[depth];
        if (name != null && at instanceof Element parent) {
            return eachChild(frame.alone(), parent, name, depth, enough);
        }
        if (depth == last) {
            return step.each(frame, at, enough);
        }
        var alone = frame.alone();
        return step.each(frame, at, item -> each(alone, item, depth + 1, enough));
    }

    /// As any other step, without objects on the way.
    private boolean eachChild(
            Frame frame, Element parent, String name, int depth, Predicate<Object> enough) {
        var step = steps[depth];
        for (var child = parent.firstChild(); child != null; child = child.next()) {
            if (child.is(name)
                    && step.holdsAll(frame, child)
                    && (depth == last
                            ? enough.test(child)
                            : each(frame, child, depth + 1, enough))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean test(Frame frame, Object at) {
        if (anyChild && at instanceof Element element) {
            return !element.isLeaf();
        }
        return nodes ? exists(frame, at) : Expr.super.test(frame, at);
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
        public Size size(Place at) {
            Place place = at;
            var everywhere = true;
            var several = false;
            for (var name : names) {
                place = place.child(name);
                if (place == null) {
                    return Size.NONE;
                }
                everywhere &= place.isEverywhere();
                several |= place.isSeveral();
            }
            return Size.of(everywhere, several);
        }

        @Override
        public Truth truth(Place at) {
            return size(at).exists();
        }

        @Override
        public boolean isOfElements() {
            return true;
        }

        @Override
        public Truth matches(Place place) {
            Place at = place;
            for (var i = names.length - 1; i >= 0; i--) {
                if (at == null || !at.name().equals(names[i])) {
                    return Truth.NO;
                }
                at = at.parent();
            }
            return Truth.of(at != null && at.parent() == null);
        }

        @Override
        public boolean isWritten(Place at) {
            Place place = at;
            for (var name : names) {
                place = place == null ? null : place.child(name);
            }
            return place != null && place.isWritten() && size(at) == Size.ONE;
        }

        @Override
        public boolean each(Frame frame, Object at, Predicate<Object> enough) {
            return needs.met(frame.tree().index())
                    && switch (at) {
                        case Element element -> each(element, 0, enough);
                        case Tree tree -> fromRoot(tree, enough);
                        default -> false;
                    };
        }

        private boolean fromRoot(Tree tree, Predicate<Object> enough) {
            var root = tree.root();
            return root.is(names[0])
                    && (names.length == 1 ? enough.test(root) : each(root, 1, enough));
        }

        private boolean each(Element parent, int depth, Predicate<Object> enough) {
            var name = names[depth];
            for (var child = parent.firstChild(); child != null; child = child.next()) {
                if (child.is(name)
                        && (depth == names.length - 1
                                ? enough.test(child)
                                : each(child, depth + 1, enough))) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public @Nullable Object one(Frame frame, Object at) {
            if (!(at instanceof Element parent)) {
                return Expr.super.one(frame, at);
            }
            return needs.met(frame.tree().index()) ? only(parent, 0, null) : null;
        }

        /// The only element, which may have been found beside the parent before.
        private @Nullable Element only(Element parent, int depth, @Nullable Element before) {
            var found = before;
            for (var child = parent.firstChild(); child != null; child = child.next()) {
                if (child.is(names[depth])) {
                    if (depth < names.length - 1) {
                        found = only(child, depth + 1, found);
                    } else if (found == null) {
                        found = child;
                    } else {
                        throw XPathFailure.several();
                    }
                }
            }
            return found;
        }

        @Override
        public boolean test(Frame frame, Object at) {
            return exists(frame, at);
        }
    }
}
