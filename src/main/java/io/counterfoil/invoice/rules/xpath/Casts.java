package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.xml.Element;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Casts of values to the types of XML Schema.
final class Casts {

    private Casts() {}

    /// `value castable as type`.
    static Expr castable(Expr value, String type) {
        var cast = Atoms.cast(type);
        return (Expr.Test)
                (frame, at) -> {
                    try {
                        var one = Atoms.single(value, frame, at);
                        return one != null && cast.of(one) != null;
                    } catch (XPathFailure notCastable) {
                        return false;
                    }
                };
    }

    /// `value cast as type`: unlike `type(value)` it has no answer where there is no value.
    static Expr ofOne(Expr value, String type) {
        var cast = of(value, type);
        return (Expr.One)
                (frame, at) -> {
                    var result = cast.one(frame, at);
                    if (result == null) {
                        throw new XPathFailure("nothing to cast to " + type);
                    }
                    return result;
                };
    }

    /// `type(value)`, which is nothing where there is no value.
    static Expr of(Expr value, String type) {
        if (type.equals("xs:decimal")) {
            return (Expr.One) (frame, at) -> decimal(value.one(frame, at), frame);
        }
        var cast = Atoms.cast(type);
        return (Expr.One)
                (frame, at) -> {
                    var one = value.one(frame, at);
                    return one == null ? null : cast.of(Atoms.atomize(one));
                };
    }

    private static @Nullable BigDecimal decimal(@Nullable Object item, Frame frame) {
        if (item instanceof Element element) {
            return frame.tree().index().decimal(element);
        }
        return item == null ? null : Atoms.decimal(item);
    }
}
