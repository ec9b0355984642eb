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

    /// The only item, `null` for none.
    ///
    /// @throws XPathFailure when there are several
    default @Nullable Object one(Focus focus) {
        var found = new Object[1];
        each(
                focus,
                item -> {
                    if (found[0] != null) {
                        throw XPathFailure.several();
                    }
                    found[0] = item;
                    return false;
                });
        return found[0];
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

    /// Tells whether a document has what it takes for an item, or for truth; when it says no there
    /// is no need to look.
    default boolean mayHold(Index document) {
        return true;
    }

    /// Tells whether a document has what it takes for untruth.
    default boolean mayFail(Index document) {
        return true;
    }

    /// A name without which there is no item and no truth; -1 where there is no such name.
    default int gate(Vocabulary vocabulary) {
        return -1;
    }

    /// A name without which the expression cannot be untrue; -1 where there is no such name.
    default int gateOfFailure(Vocabulary vocabulary) {
        return -1;
    }

    /// An expression whose value is true or false.
    interface Test extends Expr {
        @Override
        boolean test(Focus focus);

        @Override
        default boolean each(Focus focus, Predicate<Object> enough) {
            return enough.test(test(focus));
        }

        @Override
        default Object one(Focus focus) {
            return test(focus);
        }
    }

    /// An expression with at most one item, `null` for none.
    interface One extends Expr {
        @Override
        @Nullable Object one(Focus focus);

        @Override
        default boolean each(Focus focus, Predicate<Object> enough) {
            var value = one(focus);
            return value != null && enough.test(value);
        }

        @Override
        default boolean test(Focus focus) {
            return Atoms.isTrue(one(focus), false);
        }
    }
}
