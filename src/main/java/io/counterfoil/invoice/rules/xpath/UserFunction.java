package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.rules.xpath.Atoms.Untyped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A function that a rule set defines for itself.
public final class UserFunction implements Scope.Callable {

    private final List<Parameter> parameters;
    private final Supplier<Expr> body;

    /// A parameter and the type that arguments are converted to, empty for none.
    public record Parameter(String name, String type) {}

    /// A function with parameters, whose body is made later.
    public UserFunction(List<Parameter> parameters, Supplier<Expr> body) {
        this.parameters = List.copyOf(parameters);
        this.body = once(body);
    }

    /// Makes the body, once every function of the rule set is defined.
    public void prepare() {
        Objects.requireNonNull(body.get());
    }

    private static <T> Supplier<T> once(Supplier<T> source) {
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
        var given = List.copyOf(arguments);
        return (focus, enough) -> {
            var inner = focus.bare();
            for (var i = 0; i < parameters.size(); i++) {
                var parameter = parameters.get(i);
                inner =
                        inner.with(
                                parameter.name(),
                                convert(given.get(i).all(focus), parameter.type()));
            }
            return body.get().each(inner, enough);
        };
    }

    private static List<Object> convert(List<Object> values, String type) {
        if (type.isEmpty()) {
            return values;
        }
        var optional = type.endsWith("?");
        if (values.size() > 1 || (values.isEmpty() && !optional)) {
            throw new XPathFailure(
                    "an argument of type %s has %d values".formatted(type, values.size()));
        }
        var plain = optional ? type.substring(0, type.length() - 1) : type;
        var converted = new ArrayList<Object>();
        for (var value : values) {
            var atom = Atoms.atomize(value);
            converted.add(atom instanceof Untyped ? Atoms.cast(atom, plain) : atom);
        }
        return converted;
    }

    /// An expression with variables before it.
    public static Expr let(SequencedMap<String, Expr> variables, Expr result) {
        return variables.isEmpty()
                ? result
                : (focus, enough) -> result.each(bind(variables, focus), enough);
    }

    /// The focus with variables, each computed when it is first used.
    public static Focus bind(SequencedMap<String, Expr> variables, Focus focus) {
        if (variables.isEmpty()) {
            return focus;
        }
        var bound = focus;
        for (var variable : variables.entrySet()) {
            var outer = bound;
            bound = bound.withLazy(variable.getKey(), once(() -> variable.getValue().all(outer)));
        }
        return bound;
    }

    /// The first body whose test holds; the last has none.
    public static Expr choice(List<Expr> tests, List<Expr> bodies) {
        return (focus, enough) -> {
            for (var i = 0; i < tests.size(); i++) {
                if (tests.get(i).test(focus)) {
                    return bodies.get(i).each(focus, enough);
                }
            }
            return bodies.getLast().each(focus, enough);
        };
    }

    /// A text that is always the same.
    public static Expr text(String text) {
        return Constants.of(text);
    }
}
