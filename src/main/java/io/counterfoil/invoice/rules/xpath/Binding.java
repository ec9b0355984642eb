package io.counterfoil.invoice.rules.xpath;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A variable, whose value is computed when it is first asked for, and those that were bound before
/// it. Used by one thread.
final class Binding {

    private final String name;
    private final @Nullable Expr source;
    private final Object at;
    private final @Nullable Binding outer;
    private @Nullable List<Object> value;

    /// A variable that is computed for an item, and may use those before it.
    Binding(String name, Expr source, Object at, @Nullable Binding outer) {
        this.name = name;
        this.source = source;
        this.at = at;
        this.outer = outer;
    }

    /// A variable whose value is known.
    Binding(String name, List<Object> value, @Nullable Binding outer) {
        this.name = name;
        this.source = null;
        this.at = value;
        this.outer = outer;
        this.value = value;
    }

    String name() {
        return name;
    }

    @Nullable Binding outer() {
        return outer;
    }

    List<Object> value(Tree tree) {
        var known = value;
        if (known == null) {
            known = source == null ? List.of() : source.all(tree.frame().with(outer), at);
            value = known;
        }
        return known;
    }
}
