package io.counterfoil.invoice.rules.xpath;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A compiled expression: gives its items one after another, until somebody has seen enough.
///
/// It is evaluated for an item (an element, an attribute, an atomic value, or the tree itself for
/// the document node) within a [Frame]. The two are apart so that going from node to node makes no
/// object.
@FunctionalInterface
public interface Expr {

    /// Hands each item to the sink until it answers true; answers whether it did.
    boolean each(Frame frame, Object at, Predicate<Object> enough);

    /// All items.
    default List<Object> all(Frame frame, Object at) {
        var items = new ArrayList<Object>();
        each(
                frame,
                at,
                item -> {
                    items.add(item);
                    return false;
                });
        return items;
    }

    /// The only item, `null` for none.
    ///
    /// @throws XPathFailure when there are several
    default @Nullable Object one(Frame frame, Object at) {
        var found = new Object[1];
        each(
                frame,
                at,
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
    default boolean test(Frame frame, Object at) {
        var first = new Object[1];
        var more =
                each(
                        frame,
                        at,
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
    default boolean exists(Frame frame, Object at) {
        return each(frame, at, _ -> true);
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

    /// Whether something is true.
    enum Truth {
        YES,
        NO,
        UNDECIDED;

        static Truth of(boolean value) {
            return value ? YES : NO;
        }

        Truth negated() {
            return switch (this) {
                case YES -> NO;
                case NO -> YES;
                case UNDECIDED -> UNDECIDED;
            };
        }
    }

    /// What the expression is for an element, as far as its name decides.
    default Truth ofName(String name) {
        return Truth.UNDECIDED;
    }

    /// What the expression is for every element of a place, as far as the places of the document
    /// decide; undecided where it could have no answer.
    default Truth truth(Place at) {
        return Truth.UNDECIDED;
    }

    /// How many nodes there are for an element of a place; [Size#ANY] where it could have no
    /// answer.
    default Size size(Place at) {
        return Size.ANY;
    }

    /// Tells whether every element of a place has one such node, an element with a text that is
    /// more than white space.
    default boolean isWritten(Place at) {
        return false;
    }

    /// Tells whether it is a pattern of elements along their names, of which [#matches] knows.
    default boolean isOfElements() {
        return false;
    }

    /// Tells whether a pattern gives the elements of a place.
    default Truth matches(Place place) {
        return Truth.UNDECIDED;
    }

    /// Tells whether it certainly is the same for every item of a document.
    default boolean isGlobal() {
        return false;
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
        boolean test(Frame frame, Object at);

        @Override
        default boolean each(Frame frame, Object at, Predicate<Object> enough) {
            return enough.test(test(frame, at));
        }

        @Override
        default Object one(Frame frame, Object at) {
            return test(frame, at);
        }
    }

    /// An expression with at most one item, `null` for none.
    interface One extends Expr {
        @Override
        @Nullable Object one(Frame frame, Object at);

        @Override
        default boolean each(Frame frame, Object at, Predicate<Object> enough) {
            var value = one(frame, at);
            return value != null && enough.test(value);
        }

        @Override
        default List<Object> all(Frame frame, Object at) {
            var value = one(frame, at);
            return value == null ? List.of() : List.of(value);
        }

        @Override
        default boolean test(Frame frame, Object at) {
            return Atoms.isTrue(one(frame, at), false);
        }

        @Override
        default boolean exists(Frame frame, Object at) {
            return one(frame, at) != null;
        }
    }
}
