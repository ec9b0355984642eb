package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.rules.xpath.Atoms.Untyped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A function that a rule set defines for itself.
public final class UserFunction implements Scope.Callable {

    private final List<Parameter> parameters;
    private final List<Conversion> conversions;
    private final Supplier<Expr> body;

    /// A parameter and the type that arguments are converted to, empty for none.
    public record Parameter(String name, String type) {}

    /// A function with parameters, whose body is made later.
    public UserFunction(List<Parameter> parameters, Supplier<Expr> body) {
        this.parameters = List.copyOf(parameters);
        conversions = this.parameters.stream().map(one -> new Conversion(one.type())).toList();
        this.body = once(body);
    }

    /// Makes the body, which is otherwise made when it is first called: functions call each other,
    /// and themselves.
    public void prepare() {
        Objects.requireNonNull(body.get());
    }

    /// A value that is made when it is first asked for; by two threads perhaps twice.
    public static <T> Supplier<T> once(Supplier<T> source) {
        return new Supplier<>() {
            private volatile @Nullable T value;

            @Override
            public T get() {
                var known = value;
                if (known == null) {
                    known = source.get();
                    value = known;
                }
                return known;
            }
        };
    }

    @Override
    public Expr call(List<Expr> arguments) {
        return new Call(this, arguments);
    }

    /// One place where the function is called.
    private record Call(UserFunction function, List<Expr> arguments) implements Expr {
        Call {
            arguments = List.copyOf(arguments);
        }

        private Frame frame(Frame outside, Object at) {
            Binding bindings = null;
            for (var i = 0; i < function.parameters.size(); i++) {
                var parameter = function.parameters.get(i);
                var given = arguments.get(i).all(outside, at);
                var value = function.conversions.get(i).of(given);
                bindings = new Binding(parameter.name(), value, bindings);
            }
            return outside.tree().frame().with(bindings);
        }

        @Override
        public boolean each(Frame outside, Object at, Predicate<Object> enough) {
            return function.body.get().each(frame(outside, at), at, enough);
        }

        @Override
        public @Nullable Object one(Frame outside, Object at) {
            return function.body.get().one(frame(outside, at), at);
        }

        @Override
        public boolean test(Frame outside, Object at) {
            return function.body.get().test(frame(outside, at), at);
        }
    }

    /// What is done with an argument for a parameter of a type.
    private static final class Conversion {
        private final String type;
        private final boolean optional;
        private final Atoms.Cast cast;

        Conversion(String type) {
            this.type = type;
            optional = type.endsWith("?");
            cast = Atoms.cast(optional ? type.substring(0, type.length() - 1) : type);
        }

        List<Object> of(List<Object> values) {
            if (type.isEmpty()) {
                return values;
            }
            if (values.size() > 1 || (values.isEmpty() && !optional)) {
                throw new XPathFailure(
                        "an argument of type %s has %d values".formatted(type, values.size()));
            }
            return values.isEmpty() || !isUntyped(values.getFirst())
                    ? values
                    : List.of(cast.of(Atoms.atomize(values.getFirst())));
        }
    }

    private static boolean isUntyped(Object value) {
        return Atoms.isNode(value) || value instanceof Untyped;
    }

    /// An expression with variables before it.
    public static Expr let(SequencedMap<String, Expr> variables, Expr result) {
        return variables.isEmpty() ? result : new Let(new LinkedHashMap<>(variables), result);
    }

    private record Let(SequencedMap<String, Expr> variables, Expr result) implements Expr {
        @Override
        public boolean each(Frame frame, Object at, Predicate<Object> enough) {
            return result.each(bind(variables, frame, at), at, enough);
        }

        @Override
        public @Nullable Object one(Frame frame, Object at) {
            return result.one(bind(variables, frame, at), at);
        }

        @Override
        public boolean test(Frame frame, Object at) {
            return result.test(bind(variables, frame, at), at);
        }
    }

    /// The frame with variables, each computed for that item when it is first used.
    public static Frame bind(SequencedMap<String, Expr> variables, Frame frame, Object at) {
        if (variables.isEmpty()) {
            return frame;
        }
        var bindings = frame.bindings();
        for (var variable : variables.entrySet()) {
            bindings = new Binding(variable.getKey(), variable.getValue(), at, bindings);
        }
        return frame.with(bindings);
    }

    /// The first body whose test holds; the last has none.
    public static Expr choice(List<Expr> tests, List<Expr> bodies) {
        return (frame, at, enough) -> {
            for (var i = 0; i < tests.size(); i++) {
                if (tests.get(i).test(frame, at)) {
                    return bodies.get(i).each(frame, at, enough);
                }
            }
            return bodies.getLast().each(frame, at, enough);
        };
    }

    /// A text that is always the same.
    public static Expr text(String text) {
        return Constants.of(text);
    }
}
