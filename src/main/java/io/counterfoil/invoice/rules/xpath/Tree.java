package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.xml.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A document as expressions see it: its elements by name, and the rule set's variables for it.
///
/// Made for one run of one rule set, and used by one thread.
public final class Tree {

    private final Element root;
    private final Map<String, Expr> globals;
    private final Map<String, List<Element>> byName = new HashMap<>();
    private final List<Element> all = new ArrayList<>();
    private final Map<String, List<Object>> globalValues = new HashMap<>();

    /// An index over the document; variables are evaluated when they are first asked for.
    public Tree(Element root, Map<String, Expr> globals) {
        this.root = root;
        this.globals = globals;
        index(root);
    }

    private void index(Element element) {
        all.add(element);
        byName.computeIfAbsent(element.name(), _ -> new ArrayList<>()).add(element);
        for (var child : element) {
            index(child);
        }
    }

    /// The outermost element.
    public Element root() {
        return root;
    }

    /// Every element, in document order.
    List<Element> all() {
        return all;
    }

    /// Every element of a name, in document order.
    List<Element> named(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /// The value of a variable of the rule set.
    @Nullable List<Object> global(String name) {
        var known = globalValues.get(name);
        var expression = globals.get(name);
        if (known == null && expression != null) {
            known = expression.all(Focus.document(this));
            globalValues.put(name, known);
        }
        return known;
    }
}
