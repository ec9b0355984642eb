package io.counterfoil.invoice.rules.schema;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the files of a schema declare, and the types made of it when they are first needed.
final class Declarations {

    /// The prefix of built-in types.
    static final String BUILT_IN = "xsd:";

    private final Map<String, String> elements = new HashMap<>();
    private final Map<String, Supplier<Raw>> types = new HashMap<>();
    private final ConcurrentMap<String, Type> made = new ConcurrentHashMap<>();

    /// A type as it is declared.
    ///
    /// @param base the type it is made from; `null` for a type of elements
    /// @param length the bounds of a text; `null` without
    record Raw(
            @Nullable String base,
            @Nullable Length length,
            List<Particle> particles,
            boolean choice,
            List<RawAttribute> attributes) {
        Raw {
            particles = List.copyOf(particles);
            attributes = List.copyOf(attributes);
        }
    }

    record Length(int min, int max) {}

    /// A place for elements in a type.
    ///
    /// @param type the type's name; `null` where the element is declared elsewhere
    record Particle(String name, @Nullable String type, int min, int max) {}

    record RawAttribute(String name, String type, boolean required, @Nullable String fixed) {}

    void addElement(String name, String type) {
        elements.put(name, type);
    }

    void addType(String name, Supplier<Raw> type) {
        types.put(name, type);
    }

    @Nullable String typeOf(String element) {
        return elements.get(element);
    }

    Raw raw(String type) {
        return Objects.requireNonNull(types.get(type), type).get();
    }

    /// The elements declared on their own that may stand in a document with that root, sorted.
    SortedSet<String> reachableElements(String root) {
        return new Reach(root).elements;
    }

    /// The types, except the built-in ones, that such a document may need, sorted.
    SortedSet<String> reachableTypes(String root) {
        return new Reach(root).types;
    }

    /// All that a document may need.
    private final class Reach {
        private final SortedSet<String> elements = new TreeSet<>();
        private final SortedSet<String> types = new TreeSet<>();

        Reach(String root) {
            element(root);
        }

        private void element(String name) {
            var type = Declarations.this.elements.get(name);
            if (type != null && elements.add(name)) {
                type(type);
            }
        }

        private void type(String name) {
            var source = Declarations.this.types.get(name);
            if (source == null || !types.add(name)) {
                return;
            }
            var raw = source.get();
            if (raw.base != null) {
                type(raw.base);
            }
            for (var particle : raw.particles) {
                if (particle.type == null) {
                    element(particle.name);
                } else {
                    type(particle.type);
                }
            }
            raw.attributes.forEach(attribute -> type(attribute.type));
        }
    }

    /// The type of an element that is declared on its own.
    Type element(String name) {
        var type = elements.get(name);
        return type == null ? Type.UNKNOWN : type(type);
    }

    private Type type(String name) {
        var known = made.get(name);
        if (known == null) {
            known = make(name);
            made.put(name, known);
        }
        return known;
    }

    private Type make(String name) {
        if (name.startsWith(BUILT_IN)) {
            return value(Lexical.of(name.substring(BUILT_IN.length())), Map.of());
        }
        var source = types.get(name);
        if (source == null) {
            return Type.UNKNOWN;
        }
        var raw = source.get();
        return raw.base == null ? elements(raw) : derived(raw, type(raw.base));
    }

    private static Type value(Predicate<String> test, Map<String, Type.Attribute> attributes) {
        return new Type(test, Map.of(), new Type.Order(new int[0], false), attributes);
    }

    private Type derived(Raw raw, Type base) {
        var test = base.value();
        if (test == null) {
            return Type.UNKNOWN;
        }
        var attributes = new HashMap<>(base.attributes());
        raw.attributes.forEach(one -> attributes.put(one.name, attribute(one)));
        return value(raw.length == null ? test : within(test, raw.length), attributes);
    }

    /// White space may or may not count, so a text that has any is left to a full validator.
    private static Predicate<String> within(Predicate<String> test, Length length) {
        return text -> {
            var count = text.codePointCount(0, text.length());
            return count >= length.min
                    && count <= length.max
                    && text.chars().noneMatch(Character::isWhitespace)
                    && test.test(text);
        };
    }

    private Type.Attribute attribute(RawAttribute raw) {
        var test = Objects.requireNonNullElse(type(raw.type).value(), (String _) -> false);
        return new Type.Attribute(raw.required, raw.fixed, test);
    }

    private Type elements(Raw raw) {
        var children = new LinkedHashMap<String, Type.Child>();
        var minima = new int[raw.particles.size()];
        for (var i = 0; i < minima.length; i++) {
            var particle = raw.particles.get(i);
            minima[i] = particle.min;
            var type = new Type.Later(() -> type(particle));
            var child = new Type.Child(i, particle.min, particle.max, type);
            if (children.put(particle.name, child) != null) {
                return Type.UNKNOWN;
            }
        }
        var attributes = new HashMap<String, Type.Attribute>();
        raw.attributes.forEach(one -> attributes.put(one.name, attribute(one)));
        return new Type(null, children, new Type.Order(minima, raw.choice), attributes);
    }

    private Type type(Particle particle) {
        return particle.type == null ? element(particle.name) : type(particle.type);
    }
}
