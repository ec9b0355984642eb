package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.rules.xpath.Atoms.Attribute;
import io.counterfoil.invoice.xml.Element;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// The steps of a path: from a node to others, without building lists on the way.
final class Steps {

    private Steps() {}

    /// Goes from a node to others.
    interface Axis {
        boolean each(Focus from, Predicate<Object> enough);

        /// Tells whether two nodes can lead to the same one, so that duplicates must be dropped.
        default boolean meets() {
            return false;
        }
    }

    /// Says which elements a step takes by their name.
    interface NameTest {
        boolean matches(String name);

        /// `*`, `cac:ID`, `cbc:*` or `*:ID`.
        static NameTest of(String test) {
            if (test.equals("*")) {
                return _ -> true;
            }
            if (test.endsWith(":*")) {
                var prefix = test.substring(0, test.length() - 1);
                return name -> name.startsWith(prefix);
            }
            if (test.startsWith("*:")) {
                var suffix = test.substring(1);
                return name -> name.endsWith(suffix) || name.equals(test.substring(2));
            }
            return test::equals;
        }
    }

    static Axis child(String test) {
        var name = NameTest.of(test);
        return (from, enough) -> {
            if (from.item() instanceof Tree tree) {
                return name.matches(tree.root().name()) && enough.test(tree.root());
            }
            if (from.item() instanceof Element element) {
                for (var child : element) {
                    if (name.matches(child.name()) && enough.test(child)) {
                        return true;
                    }
                }
            }
            return false;
        };
    }

    static Axis attribute(String test) {
        return (from, enough) -> {
            if (!(from.item() instanceof Element element)) {
                return false;
            }
            if (test.equals("*")) {
                for (var entry : element.attributes().entrySet()) {
                    if (enough.test(new Attribute(element, entry.getKey(), entry.getValue()))) {
                        return true;
                    }
                }
                return false;
            }
            var value = element.attribute(test);
            return value != null && enough.test(new Attribute(element, test, value));
        };
    }

    static Axis self(String test) {
        var name = NameTest.of(test);
        return (from, enough) ->
                from.item() instanceof Element element
                        && name.matches(element.name())
                        && enough.test(element);
    }

    static Axis parent(String test) {
        var name = NameTest.of(test);
        return meeting((from, enough) -> {
            var parent =
                    switch (from.item()) {
                        case Element element -> element.parent();
                        case Attribute attribute -> attribute.owner();
                        default -> null;
                    };
            return parent != null && name.matches(parent.name()) && enough.test(parent);
        });
    }

    /// `..`, which from the root leads to the document.
    static Axis up() {
        var element = parent("*");
        return meeting((from, enough) ->
                from.item() == from.tree().root()
                        ? enough.test(from.tree())
                        : element.each(from, enough));
    }

    static Axis ancestor(String test) {
        var name = NameTest.of(test);
        return meeting((from, enough) -> {
            var up =
                    switch (from.item()) {
                        case Element element -> element.parent();
                        case Attribute attribute -> attribute.owner();
                        default -> null;
                    };
            for (; up != null; up = up.parent()) {
                if (name.matches(up.name()) && enough.test(up)) {
                    return true;
                }
            }
            return false;
        });
    }

    /// `//name`: from the document by the index of names, from an element by walking.
    static Axis descendant(String test) {
        var name = NameTest.of(test);
        var plain = test.indexOf('*') < 0;
        return meeting((from, enough) -> {
            if (from.item() instanceof Tree tree) {
                for (var element : plain ? tree.named(test) : tree.all()) {
                    if (name.matches(element.name()) && enough.test(element)) {
                        return true;
                    }
                }
                return false;
            }
            return from.item() instanceof Element element && walk(element, name, enough);
        });
    }

    private static boolean walk(Element element, NameTest name, Predicate<Object> enough) {
        for (var child : element) {
            if ((name.matches(child.name()) && enough.test(child)) || walk(child, name, enough)) {
                return true;
            }
        }
        return false;
    }

    static Axis sibling(String test, boolean following) {
        var name = NameTest.of(test);
        return meeting((from, enough) -> {
            if (!(from.item() instanceof Element element) || element.parent() == null) {
                return false;
            }
            var passed = false;
            for (var other : element.parent()) {
                if (other == element) {
                    passed = true;
                } else if (passed == following
                        && name.matches(other.name())
                        && enough.test(other)) {
                    return true;
                }
            }
            return false;
        });
    }

    /// Elements that end before this one begins: all earlier ones but the ancestors.
    static Axis preceding(String test) {
        var name = NameTest.of(test);
        return meeting((from, enough) -> {
            Set<Object> ancestors = Collections.newSetFromMap(new IdentityHashMap<>());
            if (from.item() instanceof Element element) {
                for (var up = element.parent(); up != null; up = up.parent()) {
                    ancestors.add(up);
                }
            }
            for (var other : from.tree().all()) {
                if (other == from.item()) {
                    return false;
                }
                if (!ancestors.contains(other)
                        && name.matches(other.name())
                        && enough.test(other)) {
                    return true;
                }
            }
            return false;
        });
    }

    static Axis text() {
        return (from, enough) ->
                from.item() instanceof Element element
                        && !element.text().isEmpty()
                        && enough.test(new Atoms.Untyped(element.text()));
    }

    /// Any element, and the document itself: what `//` stands for before a parenthesis.
    static Axis everything() {
        return (from, enough) ->
                enough.test(from.item())
                        || (from.item() instanceof Tree tree
                                ? tree.all().stream().anyMatch(enough)
                                : from.item() instanceof Element element
                                        && walk(element, _ -> true, enough));
    }

    private static Axis meeting(Axis axis) {
        return new Axis() {
            @Override
            public boolean each(Focus from, Predicate<Object> enough) {
                return axis.each(from, enough);
            }

            @Override
            public boolean meets() {
                return true;
            }
        };
    }

    /// A step with its predicates.
    ///
    /// @param name the element that it cannot do without, or empty
    record Step(Axis axis, String name, List<Expr> predicates, boolean needsSize) {
        Step {
            predicates = List.copyOf(predicates);
        }

        boolean each(Focus from, Predicate<Object> enough) {
            if (predicates.isEmpty()) {
                return axis.each(from, enough);
            }
            return filter(from, sink -> axis.each(from, sink), predicates, needsSize, enough);
        }
    }

    /// Gives items to a sink.
    interface Source {
        boolean each(Predicate<Object> sink);
    }

    /// Passes on the items for which every predicate holds; a number holds at its position.
    static boolean filter(
            Focus from,
            Source items,
            List<Expr> predicates,
            boolean needsSize,
            Predicate<Object> enough) {
        if (needsSize) {
            return filterKnowingSize(from, items, predicates, enough);
        }
        var positions = new int[predicates.size()];
        return items.each(item -> {
            for (var i = 0; i < positions.length; i++) {
                var focus = from.on(item, ++positions[i], -1);
                if (!holds(predicates.get(i), focus)) {
                    return false;
                }
            }
            return enough.test(item);
        });
    }

    private static boolean filterKnowingSize(
            Focus from, Source items, List<Expr> predicates, Predicate<Object> enough) {
        List<Object> current = new ArrayList<>();
        var first = current;
        items.each(item -> {
            first.add(item);
            return false;
        });
        for (var predicate : predicates) {
            var kept = new ArrayList<Object>();
            for (var i = 0; i < current.size(); i++) {
                if (holds(predicate, from.on(current.get(i), i + 1, current.size()))) {
                    kept.add(current.get(i));
                }
            }
            current = kept;
        }
        return current.stream().anyMatch(enough);
    }

    private static boolean holds(Expr predicate, Focus focus) {
        if (predicate instanceof Expr.Test test) {
            return test.test(focus);
        }
        var first = new Object[1];
        var more =
                predicate.each(
                        focus,
                        item -> {
                            if (first[0] != null) {
                                return true;
                            }
                            first[0] = item;
                            return Atoms.isNode(item);
                        });
        return switch (first[0]) {
            case BigDecimal number -> number.compareTo(BigDecimal.valueOf(focus.position())) == 0;
            case Double number -> number == focus.position();
            case null, default -> Atoms.isTrue(first[0], more);
        };
    }

    /// Steps one after another.
    ///
    /// @param needed the elements without which a document has nothing at the end of this path:
    ///   most rules forbid what no good invoice contains, and are answered by one look into the
    ///   index
    record Walk(List<Step> steps, boolean distinct, List<String> needed) implements Expr {
        Walk {
            steps = List.copyOf(steps);
            needed = List.copyOf(needed);
        }

        static Walk of(List<Step> steps, boolean distinct) {
            return new Walk(
                    steps,
                    distinct,
                    steps.stream().map(Step::name).filter(name -> !name.isEmpty()).toList());
        }

        @Override
        public boolean each(Focus focus, Predicate<Object> enough) {
            for (var name : needed) {
                if (focus.tree().named(name).isEmpty()) {
                    return false;
                }
            }
            if (!distinct) {
                return each(focus, 0, enough);
            }
            var seen = new HashSet<Object>();
            return each(
                    focus, 0, item -> (!Atoms.isNode(item) || seen.add(item)) && enough.test(item));
        }

        private boolean each(Focus focus, int depth, Predicate<Object> enough) {
            var step = steps.get(depth);
            if (depth == steps.size() - 1) {
                return step.each(focus, enough);
            }
            return step.each(focus, item -> each(focus.on(item, 1, 1), depth + 1, enough));
        }
    }
}
