package io.counterfoil.invoice.rules.xpath;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Values of a document that are asked for more than once; used by one thread.
final class Kept {

    private static final byte HOLDS = 1;
    private static final byte FAILS = 2;

    private @Nullable Value[] values = {};
    private byte[] guards = {};

    /// What an expression was for an item, with the variables that were bound then.
    private record Value(Object at, @Nullable Binding bindings, @Nullable Object value) {}

    /// An expression that is written in several places, or several times in one: it is evaluated
    /// anew only for another item or other variables.
    ///
    /// @param number the same wherever it is written
    record Shared(Expr expression, int number) implements Expr.One {
        @Override
        public @Nullable Object one(Frame frame, Object at) {
            return frame.tree().kept().value(this, frame, at);
        }
    }

    /// A predicate that is the same for every node of a document.
    ///
    /// @param number the same wherever it is written
    record Guard(Expr expression, int number) implements Expr.Test {
        @Override
        public boolean test(Frame frame, Object at) {
            return frame.tree().kept().holds(this, frame.tree());
        }
    }

    @SuppressWarnings("ReferenceEquality") // equal items elsewhere in the document are others
    private @Nullable Object value(Shared shared, Frame frame, Object at) {
        if (shared.number >= values.length) {
            values = Arrays.copyOf(values, shared.number + 8);
        }
        var known = values[shared.number];
        if (known == null || known.at != at || known.bindings != frame.bindings()) {
            known = new Value(at, frame.bindings(), shared.expression.one(frame, at));
            values[shared.number] = known;
        }
        return known.value;
    }

    private boolean holds(Guard guard, Tree tree) {
        if (guard.number >= guards.length) {
            guards = Arrays.copyOf(guards, guard.number + 8);
        }
        if (guards[guard.number] == 0) {
            guards[guard.number] = answer(guard, tree) ? HOLDS : FAILS;
        }
        return guards[guard.number] == HOLDS;
    }

    /// What has no answer does not match.
    private static boolean answer(Guard guard, Tree tree) {
        try {
            return guard.expression.test(tree.frame(), tree);
        } catch (XPathFailure failure) {
            return false;
        }
    }
}
