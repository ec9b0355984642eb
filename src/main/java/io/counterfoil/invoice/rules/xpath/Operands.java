package io.counterfoil.invoice.rules.xpath;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What stands between operators and is no path: the context item, an attribute of it, a variable.
final class Operands {

    private Operands() {}

    /// `.`
    static final This THIS = new This();

    /// The context item.
    record This() implements Expr.One {
        @Override
        public Object one(Frame frame, Object at) {
            return at;
        }

        @Override
        public boolean isWritten(Place at) {
            return at.isWritten();
        }
    }

    /// `@name`.
    record OneAttribute(Steps.Named axis) implements Expr.One {
        @Override
        public @Nullable Object one(Frame frame, Object at) {
            return axis.of(at);
        }

        @Override
        public Size size(Place at) {
            var place = at.attribute(axis.name());
            return place == null ? Size.NONE : Size.of(place.isEverywhere(), false);
        }

        @Override
        public Truth truth(Place at) {
            return size(at).exists();
        }
    }

    /// `$name`.
    record Variable(String name) implements Expr {
        @Override
        public boolean each(Frame frame, Object at, Predicate<Object> enough) {
            var values = frame.variable(name);
            for (var i = 0; i < values.size(); i++) {
                if (enough.test(values.get(i))) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public List<Object> all(Frame frame, Object at) {
            return frame.variable(name);
        }

        @Override
        public @Nullable Object one(Frame frame, Object at) {
            var values = frame.variable(name);
            if (values.size() > 1) {
                throw XPathFailure.several();
            }
            return values.isEmpty() ? null : values.getFirst();
        }
    }

    /// `$name`, of which it is known that it is true or false.
    record Flag(String name) implements Expr.Test {
        @Override
        public boolean test(Frame frame, Object at) {
            return Atoms.isTrue(frame.variable(name).getFirst(), false);
        }

        @Override
        public boolean isGlobal() {
            return true;
        }
    }
}
