package io.counterfoil.invoice.rules.xpath;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A compiled expression: gives its items one after another, until somebody has seen enough.
@FunctionalInterface
public interface Expr {

    /// Hands each item to the sink until it answers true; answers whether it did.
    boolean each(Focus focus, Predicate<Object> enough);

    /// All items.
    default List<Object> all(Focus focus) {
        var items = new ArrayList<Object>();
        each(
                focus,
                item -> {
                    items.add(item);
                    return false;
                });
        return items;
    }

    /// The effective boolean value: nodes are true, values by their kind.
    default boolean test(Focus focus) {
        var first = new Object[1];
        var more =
                each(
                        focus,
                        item -> {
                            if (first[0] != null) {
                                return true;
                            }
                            first[0] = item;
                            return Atoms.isNode(item);
                        });
        return Atoms.isTrue(first[0], more);
    }

    /// Tells whether there is any item.
    default boolean exists(Focus focus) {
        return each(focus, _ -> true);
    }

    /// An expression whose value is true or false.
    interface Test extends Expr {
        @Override
        boolean test(Focus focus);

        @Override
        default boolean each(Focus focus, Predicate<Object> enough) {
            return enough.test(test(focus));
        }
    }

    /// An expression with at most one item, `null` for none.
    interface One extends Expr {
        @Nullable Object one(Focus focus);

        @Override
        default boolean each(Focus focus, Predicate<Object> enough) {
            var value = one(focus);
            return value != null && enough.test(value);
        }
    }
}
