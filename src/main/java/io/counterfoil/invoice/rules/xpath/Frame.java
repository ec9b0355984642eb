package io.counterfoil.invoice.rules.xpath;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an expression is evaluated within, beside the item it is evaluated for: the document, the
/// variables in scope, and the item's place in a sequence.
///
/// @param size how many items there are, or -1 where no expression asks
public record Frame(Tree tree, int position, int size, @Nullable Binding bindings) {

    /// Nothing but the rule set's own variables.
    public static Frame of(Tree tree) {
        return new Frame(tree, 1, 1, null);
    }

    /// The same variables for an item at a place.
    Frame at(int newPosition, int newSize) {
        return new Frame(tree, newPosition, newSize, bindings);
    }

    /// The same variables for an item that stands alone.
    Frame alone() {
        return position == 1 && size == 1 ? this : at(1, 1);
    }

    /// The same with one more variable.
    Frame with(String name, List<Object> value) {
        return with(new Binding(name, value, bindings));
    }

    Frame with(@Nullable Binding newBindings) {
        return new Frame(tree, position, size, newBindings);
    }

    /// The value of a variable.
    List<Object> variable(String name) {
        for (var binding = bindings; binding != null; binding = binding.outer()) {
            if (binding.name().equals(name)) {
                return binding.value(tree);
            }
        }
        var global = tree.global(name);
        if (global == null) {
            throw new XPathFailure("there is no variable $" + name);
        }
        return global;
    }
}
