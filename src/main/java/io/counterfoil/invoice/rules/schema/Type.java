package io.counterfoil.invoice.rules.schema;

import io.counterfoil.invoice.xml.Element;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What may be inside an element: a value, or other elements in a fixed order.
///
/// @param value the test of the text; `null` where only elements may stand
/// @param children by name; none where only text may stand
/// @param order the children as they follow one another
/// @param attributes by name
/// @param required whether an attribute must be there
record Type(
        @Nullable Predicate<String> value,
        Map<String, Child> children,
        Order order,
        Map<String, Attribute> attributes,
        boolean required) {

    /// A type that is left to a full validator.
    static final Type UNKNOWN =
            new Type(_ -> false, Map.of(), new Order(new int[0], false), Map.of());

    Type {
        children = Map.copyOf(children);
        attributes = Map.copyOf(attributes);
    }

    /// A type, of which is known at once whether an attribute must be there.
    Type(
            @Nullable Predicate<String> value,
            Map<String, Child> children,
            Order order,
            Map<String, Attribute> attributes) {
        this(
                value,
                children,
                order,
                attributes,
                attributes.values().stream().anyMatch(Attribute::required));
    }

    /// A place for elements of one name.
    ///
    /// @param index the place in the order, from 0
    /// @param max how many may stand there
    /// @param type found when it is first needed: types contain each other
    record Child(int index, int min, int max, Later type) {}

    /// A type that is found when it is first asked for; by two threads perhaps twice.
    static final class Later {
        private final Supplier<Type> source;
        private volatile @Nullable Type found;

        Later(Supplier<Type> source) {
            this.source = source;
        }

        Type get() {
            var known = found;
            if (known == null) {
                known = source.get();
                found = known;
            }
            return known;
        }
    }

    /// An attribute that may, or must, be there.
    record Attribute(boolean required, @Nullable String fixed, Predicate<String> value) {}

    /// How the children follow one another.
    static final class Order {
        /// The first place at or after this one whose element must be there.
        private final int[] nextRequired;

        private final boolean choice;

        /// @param minima how many elements each place must have, in order
        Order(int[] minima, boolean choice) {
            this.choice = choice;
            nextRequired = new int[minima.length + 1];
            nextRequired[minima.length] = minima.length;
            for (var i = minima.length - 1; i >= 0; i--) {
                nextRequired[i] = minima[i] > 0 ? i : nextRequired[i + 1];
            }
        }

        /// Tells whether places from one to the other, exclusive, may stay empty.
        boolean mayPass(int from, int to) {
            return nextRequired[from] >= to;
        }

        int places() {
            return nextRequired.length - 1;
        }
    }

    /// Tells whether an element is certainly of this type.
    boolean accepts(Element element) {
        if (!acceptsAttributes(element)) {
            return false;
        }
        if (value != null) {
            return element.isLeaf() && value.test(element.text());
        }
        if (order.places() == 0) {
            // What has no content has no white space either.
            return element.isLeaf() && element.text().isEmpty();
        }
        return Lexical.isWhite(element.text())
                && (order.choice ? acceptsOne(element) : acceptsSequence(element));
    }

    private boolean acceptsAttributes(Element element) {
        var given = element.attributes();
        if (given.isEmpty()) {
            return !required;
        }
        for (var entry : given.entrySet()) {
            var attribute = attributes.get(entry.getKey());
            if (attribute == null
                    || !attribute.value.test(entry.getValue())
                    || (attribute.fixed != null && !attribute.fixed.equals(entry.getValue()))) {
                return false;
            }
        }
        for (var entry : attributes.entrySet()) {
            if (entry.getValue().required && !given.containsKey(entry.getKey())) {
                return false;
            }
        }
        return true;
    }

    private boolean acceptsSequence(Element element) {
        var place = -1;
        var count = 0;
        var min = 0;
        for (var inner = element.firstChild(); inner != null; inner = inner.next()) {
            var child = children.get(inner.name());
            if (child == null || child.index < place) {
                return false;
            }
            if (child.index > place) {
                if (count < min || !order.mayPass(place + 1, child.index)) {
                    return false;
                }
                place = child.index;
                count = 0;
                min = child.min;
            }
            if (++count > child.max || !child.type.get().accepts(inner)) {
                return false;
            }
        }
        return count >= min && order.mayPass(place + 1, order.places());
    }

    private boolean acceptsOne(Element element) {
        var found = 0;
        for (var inner = element.firstChild(); inner != null; inner = inner.next()) {
            var child = children.get(inner.name());
            if (child == null || ++found > 1 || !child.type.get().accepts(inner)) {
                return false;
            }
        }
        return found == 1;
    }
}
