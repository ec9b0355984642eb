package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.xml.Element;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A document as the expressions of one rule set see it: its index, and the rule set's variables.
///
/// Made for one run of one rule set, and used by one thread.
public final class Tree {

    private final Index index;
    private final Map<String, Supplier<Expr>> globals;
    private final Map<String, List<Object>> globalValues = new HashMap<>();
    private final Frame frame = Frame.of(this);
    private final Kept kept = new Kept();

    /// Variables are evaluated when they are first asked for.
    public Tree(Index index, Map<String, Supplier<Expr>> globals) {
        this.index = index;
        this.globals = globals;
    }

    /// What is known of the document beforehand.
    public Index index() {
        return index;
    }

    /// What is not evaluated twice.
    Kept kept() {
        return kept;
    }

    /// The frame in which no variable is bound.
    public Frame frame() {
        return frame;
    }

    /// The outermost element.
    public Element root() {
        return index.root();
    }

    /// Every element, in document order.
    List<Element> all() {
        return index.all();
    }

    /// The value of a variable of the rule set.
    @Nullable List<Object> global(String name) {
        var known = globalValues.get(name);
        if (known != null) {
            return known;
        }
        var expression = globals.get(name);
        if (expression == null) {
            return null;
        }
        var value = expression.get().all(frame, this);
        globalValues.put(name, value);
        return value;
    }
}
