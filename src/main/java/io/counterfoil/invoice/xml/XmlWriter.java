package io.counterfoil.invoice.xml;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes XML element by element, indented, UTF-8.
///
/// A group appears only when something was written inside it, and an absent value writes nothing,
/// so a writer is a plain list of what a syntax holds, in its order.
public final class XmlWriter {

    private static final String INDENT = "  ";

    private final StringBuilder out =
            new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    /// Groups that were begun; those not yet printed wait for their first content.
    private final Deque<Group> open = new ArrayDeque<>();

    private static final class Group {
        private final String name;
        private final String attributes;
        private boolean printed;

        Group(String name, String attributes) {
            this.name = name;
            this.attributes = attributes;
        }
    }

    /// Writes the root with its namespaces, prefix to URI; the prefix "" is the default namespace.
    public void root(String name, Map<String, String> namespaces, Runnable content) {
        var declared = new StringBuilder();
        namespaces.forEach((prefix, uri) ->
                declared.append(prefix.isEmpty() ? " xmlns" : " xmlns:" + prefix)
                        .append("=\"")
                        .append(uri)
                        .append('"'));
        group(name, declared.toString(), content);
    }

    /// Writes a group around whatever the content writes; nothing, if that is nothing.
    public void group(String name, Runnable content) {
        group(name, "", content);
    }

    /// Writes a group that must stand even when it is empty.
    public void always(String name, Runnable content) {
        group(
                name,
                () -> {
                    content.run();
                    printOpenGroups();
                });
    }

    private void group(String name, String attributes, Runnable content) {
        open.addLast(new Group(name, attributes));
        content.run();
        var closed = open.removeLast();
        if (closed.printed) {
            indent(open.size()).append("</").append(name).append(">\n");
        }
    }

    /// Writes a leaf, if there is a value.
    public void leaf(String name, @Nullable Object value) {
        leaf(name, value, Map.of());
    }

    /// Writes a leaf with one attribute, if there is a value; the attribute only if it has one.
    public void leaf(
            String name,
            @Nullable Object value,
            String attribute,
            @Nullable String attributeValue) {
        leaf(name, value, attributeValue == null ? Map.of() : Map.of(attribute, attributeValue));
    }

    /// Writes a leaf with attributes in the order of the map.
    public void leaf(String name, @Nullable Object value, Map<String, String> attributes) {
        if (value == null) {
            return;
        }
        printOpenGroups();
        indent(open.size()).append('<').append(name);
        attributes.forEach((key, text) -> {
            out.append(' ').append(key).append("=\"");
            escape(text, true);
            out.append('"');
        });
        out.append('>');
        escape(print(value), false);
        out.append("</").append(name).append(">\n");
    }

    /// Two attributes in this order, those that have a value.
    public static Map<String, String> attributes(
            String first, @Nullable String one, String second, @Nullable String two) {
        var attributes = new LinkedHashMap<String, String>();
        if (one != null) {
            attributes.put(first, one);
        }
        if (two != null) {
            attributes.put(second, two);
        }
        return attributes;
    }

    private static String print(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    private void printOpenGroups() {
        var level = 0;
        for (var group : open) {
            if (!group.printed) {
                indent(level).append('<').append(group.name).append(group.attributes).append(">\n");
                group.printed = true;
            }
            level++;
        }
    }

    private StringBuilder indent(int level) {
        return out.repeat(INDENT, level);
    }

    /// Characters that XML 1.0 cannot carry, escaped or not, become U+FFFD: the loss is visible.
    private void escape(String text, boolean attribute) {
        text.codePoints()
                .forEach(point -> {
                    switch (point) {
                        case '&' -> out.append("&amp;");
                        case '<' -> out.append("&lt;");
                        case '>' -> out.append("&gt;");
                        case '"' -> out.append(attribute ? "&quot;" : "\"");
                        case '\r' -> out.append("&#13;");
                        case '\n' -> out.append(attribute ? "&#10;" : "\n");
                        case '\t' -> out.append(attribute ? "&#9;" : "\t");
                        default -> out.appendCodePoint(isXml(point) ? point : 0xFFFD);
                    }
                });
    }

    private static boolean isXml(int point) {
        return (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }

    /// The document's bytes.
    public byte[] toBytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
