package io.counterfoil.invoice.rules.xpath;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Nodes of several expressions, each once.
///
/// @param names the names of the children that it gives; `null` where it gives other things
record Union(List<Expr> parts, @Nullable List<String> names) implements Expr {
    static Union of(List<Expr> parts) {
        var names = new ArrayList<String>();
        for (var part : parts) {
            var name = part instanceof Walk.Down down ? down.only() : null;
            if (name != null) {
                names.add(name);
            }
        }
        var plain = names.size() == parts.size() && new HashSet<>(names).size() == names.size();
        return new Union(List.copyOf(parts), plain ? List.copyOf(names) : null);
    }

    @Override
    public boolean each(Frame frame, Object at, Predicate<Object> enough) {
        // Children of different names are different.
        var seen = names == null ? new HashSet<Object>() : null;
        for (var part : parts) {
            if (part.each(
                    frame, at, item -> (seen == null || seen.add(item)) && enough.test(item))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean mayHold(Index document) {
        return Operators.any(parts, document);
    }
}
