package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.rules.xpath.Atoms.Attribute;
import io.counterfoil.invoice.xml.Element;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The steps of a path: from a node to others, without building lists on the way.
final class Steps {

    private Steps() {}

    /// Goes from a node to others.
    interface Axis {
        boolean each(Frame frame, Object at, Predicate<Object> enough);

        /// Tells whether two nodes can lead to the same one, so that duplicates must be dropped.
        default boolean meets() {
            return false;
        }

        /// Adds the places that it leads to; answers whether they are known.
        default boolean addPlaces(Place from, List<Place> found) {
            return false;
        }

        /// Tells whether it leads to one node at most.
        default boolean leadsToOne() {
            return false;
        }
    }

    /// A primary expression as a step of a path.
    record Primary(Expr expression) implements Axis {
        @Override
        public boolean each(Frame frame, Object at, Predicate<Object> enough) {
            return expression.each(frame, at, enough);
        }

        @Override
        public boolean addPlaces(Place from, List<Place> found) {
            var names = expression instanceof Union union ? union.names() : null;
            if (names == null) {
                return false;
            }
            names.forEach(name -> add(from.child(name), found));
            return true;
        }
    }

    private static boolean add(@Nullable Place place, List<Place> found) {
        if (place != null) {
            found.add(place);
        }
        return true;
    }

    /// `@name`.
    record Named(String name) implements Axis {
        @Override
        public boolean each(Frame frame, Object at, Predicate<Object> enough) {
            var found = of(at);
            return found != null && enough.test(found);
        }

        @Override
        public boolean addPlaces(Place from, List<Place> found) {
            return add(from.attribute(name), found);
        }

        @Nullable Attribute of(Object at) {
            if (!(at instanceof Element element)) {
                return null;
            }
            var value = element.attribute(name);
            return value == null ? null : new Attribute(element, name, value);
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

    /// `cac:Party`.
    record Child(String name) implements Axis {
        @Override
        public boolean each(Frame frame, Object at, Predicate<Object> enough) {
            if (at instanceof Element element) {
                for (var child = element.firstChild(); child != null; child = child.next()) {
                    if (child.is(name) && enough.test(child)) {
                        return true;
                    }
                }
                return false;
            }
            return at instanceof Tree tree && tree.root().is(name) && enough.test(tree.root());
        }

        @Override
        public boolean addPlaces(Place from, List<Place> found) {
            return add(from.child(name), found);
        }
    }

    /// `*`.
    record AnyChild() implements Axis {
        @Override
        public boolean each(Frame frame, Object at, Predicate<Object> enough) {
            if (at instanceof Element element) {
                for (var child = element.firstChild(); child != null; child = child.next()) {
                    if (enough.test(child)) {
                        return true;
                    }
                }
                return false;
            }
            return at instanceof Tree tree && enough.test(tree.root());
        }
    }

    /// A child by a test with a wildcard.
    static Axis child(String test) {
        if (test.equals("*")) {
            return new AnyChild();
        }
        var name = NameTest.of(test);
        return (frame, at, enough) -> {
            if (at instanceof Tree tree) {
                return name.matches(tree.root().name()) && enough.test(tree.root());
            }
            if (at instanceof Element element) {
                for (var child = element.firstChild(); child != null; child = child.next()) {
                    if (name.matches(child.name()) && enough.test(child)) {
                        return true;
                    }
                }
            }
            return false;
        };
    }

    static Axis attribute(String test) {
        if (!test.equals("*")) {
            return new Named(test);
        }
        return (frame, at, enough) -> {
            if (at instanceof Element element) {
                for (var entry : element.attributes().entrySet()) {
                    if (enough.test(new Attribute(element, entry.getKey(), entry.getValue()))) {
                        return true;
                    }
                }
            }
            return false;
        };
    }

    static Axis self(String test) {
        var name = NameTest.of(test);
        return (frame, at, enough) ->
                at instanceof Element element
                        && name.matches(element.name())
                        && enough.test(element);
    }

    static Axis parent(String test) {
        var name = NameTest.of(test);
        return upwards((frame, at, enough) -> {
            var parent =
                    switch (at) {
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
        return upwards((frame, at, enough) ->
                at == frame.tree().root()
                        ? enough.test(frame.tree())
                        : element.each(frame, at, enough));
    }

    /// `ancestor::name`.
    record Ancestor(String name, NameTest test) implements Axis {
        @Override
        public boolean each(Frame frame, Object at, Predicate<Object> enough) {
            var up =
                    switch (at) {
                        case Element element -> element.parent();
                        case Attribute attribute -> attribute.owner();
                        default -> null;
                    };
            for (; up != null; up = up.parent()) {
                if (test.matches(up.name()) && enough.test(up)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean addPlaces(Place from, List<Place> found) {
            for (var up = from.parent(); up != null; up = up.parent()) {
                if (test.matches(up.name())) {
                    found.add(up);
                }
            }
            return true;
        }

        @Override
        public boolean meets() {
            return true;
        }
    }

    /// `//name`: from the document by the index of names, from an element by walking.
    record Descendant(String name, int number) implements Axis {
        @Override
        public boolean each(Frame frame, Object at, Predicate<Object> enough) {
            return at instanceof Tree tree
                    ? any(tree.index().named(number), enough)
                    : at instanceof Element element && walk(element, name::equals, enough);
        }

        @Override
        public boolean addPlaces(Place from, List<Place> found) {
            from.addBelow(name, found);
            return true;
        }

        @Override
        public boolean meets() {
            return true;
        }
    }

    /// `//*` or `//cac:*`.
    static Axis descendant(String test) {
        var name = NameTest.of(test);
        return meeting((frame, at, enough) -> {
            if (at instanceof Element element) {
                return walk(element, name, enough);
            }
            if (at instanceof Tree tree) {
                for (var element : tree.all()) {
                    if (name.matches(element.name()) && enough.test(element)) {
                        return true;
                    }
                }
            }
            return false;
        });
    }

    /// `//(a|b)`: all elements of several names.
    static Axis descendants(List<String> tests, List<Integer> numbers) {
        return meeting((frame, at, enough) -> {
            if (!(at instanceof Tree tree)) {
                return at instanceof Element element && walk(element, tests::contains, enough);
            }
            for (var element : tree.index().named(numbers)) {
                if (tests.contains(element.name()) && enough.test(element)) {
                    return true;
                }
            }
            return false;
        });
    }

    private static boolean walk(Element element, NameTest name, Predicate<Object> enough) {
        for (var child = element.firstChild(); child != null; child = child.next()) {
            if ((name.matches(child.name()) && enough.test(child)) || walk(child, name, enough)) {
                return true;
            }
        }
        return false;
    }

    static Axis sibling(String test, boolean following) {
        var name = NameTest.of(test);
        return meeting((frame, at, enough) -> {
            if (!(at instanceof Element element) || element.parent() == null) {
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
        return meeting((frame, at, enough) -> {
            Set<Object> ancestors = Collections.newSetFromMap(new IdentityHashMap<>());
            if (at instanceof Element element) {
                for (var up = element.parent(); up != null; up = up.parent()) {
                    ancestors.add(up);
                }
            }
            for (var other : frame.tree().all()) {
                if (other == at) {
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
        return (frame, at, enough) ->
                at instanceof Element element
                        && !element.text().isEmpty()
                        && enough.test(new Atoms.Untyped(element.text()));
    }

    /// The node itself and every element below it: what `//` stands for.
    record Everything() implements Axis {
        @Override
        public boolean each(Frame frame, Object at, Predicate<Object> enough) {
            return enough.test(at)
                    || (at instanceof Tree tree
                            ? any(tree.all(), enough)
                            : at instanceof Element element && walk(element, _ -> true, enough));
        }

        @Override
        public boolean addPlaces(Place from, List<Place> found) {
            found.add(from);
            for (var child = from.firstChild(); child != null; child = child.next()) {
                addPlaces(child, found);
            }
            return true;
        }

        @Override
        public boolean meets() {
            return true;
        }
    }

    /// `//*[…]`: from the document without elements whose names a test excludes.
    record Every(NameFilter test) implements Axis {
        @Override
        public boolean each(Frame frame, Object at, Predicate<Object> enough) {
            return at instanceof Tree tree
                    ? any(tree.index().named(test), enough)
                    : at instanceof Element element && walk(element, _ -> true, enough);
        }

        @Override
        public boolean meets() {
            return true;
        }
    }

    /// `//*` of which only elements without children and without text are wanted.
    static Axis everyEmpty() {
        return meeting((frame, at, enough) ->
                at instanceof Tree tree
                        ? any(tree.index().empty(), enough)
                        : at instanceof Element element && walk(element, _ -> true, enough));
    }

    private static boolean any(List<Element> elements, Predicate<Object> enough) {
        for (var i = 0; i < elements.size(); i++) {
            if (enough.test(elements.get(i))) {
                return true;
            }
        }
        return false;
    }

    /// An axis on which two nodes can lead to the same one.
    private record Meeting(Axis axis, boolean leadsToOne) implements Axis {
        @Override
        public boolean each(Frame frame, Object at, Predicate<Object> enough) {
            return axis.each(frame, at, enough);
        }

        @Override
        public boolean meets() {
            return true;
        }
    }

    private static Axis upwards(Axis axis) {
        return new Meeting(axis, true);
    }

    private static Axis meeting(Axis axis) {
        return new Meeting(axis, false);
    }
}
