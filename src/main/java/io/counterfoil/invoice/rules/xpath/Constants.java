package io.counterfoil.invoice.rules.xpath;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Values that are the same for every document.
final class Constants implements Expr {

    private final List<Object> values;

    /// The values, if all of them are strings.
    private final @Nullable Set<String> strings;

    Constants(List<Object> values) {
        this.values = List.copyOf(values);
        this.strings = strings(this.values);
    }

    static Constants of(Object value) {
        return new Constants(List.of(value));
    }

    private static @Nullable Set<String> strings(List<Object> values) {
        var strings = new HashSet<String>();
        for (var value : values) {
            if (!(value instanceof String text)) {
                return null;
            }
            strings.add(text);
        }
        return strings;
    }

    List<Object> values() {
        return values;
    }

    /// The values as a set; `null` where one of them is no string.
    @Nullable Set<String> strings() {
        return strings;
    }

    /// The one string that an expression always is; `null` where it is something else.
    static @Nullable String text(Expr expression) {
        return expression instanceof Constants constants ? constants.string() : null;
    }

    private @Nullable String string() {
        return values.size() == 1 && values.getFirst() instanceof String text ? text : null;
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public boolean each(Frame frame, Object at, Predicate<Object> enough) {
        for (var value : values) {
            if (enough.test(value)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public @Nullable Object one(Frame frame, Object at) {
        return switch (values.size()) {
            case 0 -> null;
            case 1 -> values.getFirst();
            default -> throw XPathFailure.several();
        };
    }

    @Override
    public List<Object> all(Frame frame, Object at) {
        return values;
    }
}
