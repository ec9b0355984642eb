package io.counterfoil.invoice.rules.schema;

import java.util.ArrayList;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// Invoices without what a schema does not have.
public final class Pruned {

    private Pruned() {}

    /// Removes from a document what its schema has no place for.
    public static void prune(Grammar grammar, Element root) {
        prune(grammar.type(), root);
    }

    private static void prune(Type type, Element element) {
        var rest = new ArrayList<Node>();
        for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                var known = type.children().get(inner.getNodeName());
                if (known == null) {
                    rest.add(inner);
                } else {
                    prune(known.type().get(), inner);
                }
            }
        }
        rest.forEach(element::removeChild);
        if (type.value() == null && type.children().isEmpty()) {
            element.setTextContent(""); // without white space either
        }
        var attributes = new ArrayList<Attr>();
        for (var i = 0; i < element.getAttributes().getLength(); i++) {
            attributes.add((Attr) element.getAttributes().item(i));
        }
        attributes.stream()
                .filter(one -> !one.getName().startsWith("xmlns"))
                .filter(one -> !type.attributes().containsKey(one.getName()))
                .forEach(element::removeAttributeNode);
    }
}
