package io.counterfoil.invoice.rules.xpath;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What an expression is evaluated for: an item, its place in a sequence, and the variables in
/// scope.
///
/// @param item an element, an attribute, an atomic value, or the tree itself for the document node
/// @param size how many items there are beside it, or -1 where no expression asks
public record Focus(Tree tree, Object item, int position, int size, @Nullable Binding bindings) {

    /// A variable and those that were bound before it.
    record Binding(String name, Supplier<List<Object>> value, @Nullable Binding outer) {}

    /// The document node.
    public static Focus document(Tree tree) {
        return new Focus(tree, tree, 1, 1, null);
    }

    /// The same variables around another item.
    public Focus on(Object other, int newPosition, int newSize) {
        return new Focus(tree, other, newPosition, newSize, bindings);
    }

    /// The same item with one more variable.
    public Focus with(String name, List<Object> value) {
        return withLazy(name, () -> value);
    }

    /// The same item with one more variable, whose value is computed when it is asked for.
    Focus withLazy(String name, Supplier<List<Object>> value) {
        return new Focus(tree, item, position, size, new Binding(name, value, bindings));
    }

    /// Nothing but the rule set's own variables, as inside a function.
    Focus bare() {
        return new Focus(tree, item, 1, 1, null);
    }

    /// The value of a variable.
    List<Object> variable(String name) {
        for (var binding = bindings; binding != null; binding = binding.outer()) {
            if (binding.name().equals(name)) {
                return binding.value().get();
            }
        }
        var global = tree.global(name);
        if (global == null) {
            throw new XPathFailure("there is no variable $" + name);
        }
        return global;
    }
}
