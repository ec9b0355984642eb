package io.counterfoil.invoice.rules.schema;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.XmlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Invoices with one thing more than they should have, for each thing that their schema allows:
/// most rules are about these.
public final class Grown {

    /// How far below an element of the invoice new ones grow.
    private static final int DEPTH_MAX = 3;

    private final String text;
    private final List<Inserted> inserted = new ArrayList<>();

    private Grown(byte[] xml) {

        text = new String(xml, StandardCharsets.UTF_8);
    }

    /// The document, each time with one more kind of child or one more attribute.
    public static List<byte[]> of(Grammar grammar, byte[] xml) throws UnreadableInvoice {
        var all = new Grown(xml);
        all.grow(XmlReader.read(xml), grammar.type());
        return all.inserted.stream().map(all::with).toList();
    }

    /// The document with everything more that its schema allows, at once.
    public static byte[] fully(Grammar grammar, byte[] xml) throws UnreadableInvoice {
        var all = new Grown(xml);
        all.grow(XmlReader.read(xml), grammar.type());
        var text = new StringBuilder(all.text);
        all.inserted.stream()
                .sorted(Comparator.comparingInt(Inserted::at).reversed())
                .forEach(one -> text.insert(one.at, one.markup));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private record Inserted(int at, String markup) {}

    private void grow(Element element, Type type) {
        if (type.value() != null) {
            for (var attribute : type.attributes().keySet()) {
                if (!attribute.startsWith("{") && element.attribute(attribute) == null) {
                    insert(element, " " + attribute + "=\"1\"", true);
                }
            }
            return;
        }
        type.children()
                .forEach((name, child) -> {
                    if (element.child(name) == null) {
                        insert(element, markup(name, child.type().get(), 1), false);
                    }
                });
        for (var child : element) {
            var known = type.children().get(child.name());
            if (known != null) {
                grow(child, known.type().get());
            }
        }
    }

    private static String markup(String name, Type type, int depth) {
        if (name.startsWith("ext:") || name.startsWith("{")) {
            return "";
        }
        var inside =
                type.value() != null || depth == DEPTH_MAX
                        ? "1"
                        : type.children().entrySet().stream()
                                .map(child ->
                                        markup(
                                                child.getKey(),
                                                child.getValue().type().get(),
                                                depth + 1))
                                .collect(Collectors.joining());
        return "<" + name + ">" + inside + "</" + name + ">";
    }

    /// Our writer puts each start tag on a line of its own, so the line says where it is.
    private void insert(Element element, String markup, boolean attribute) {
        var start = 0;
        for (var line = 1; line < element.line(); line++) {
            start = text.indexOf('\n', start) + 1;
        }
        var end = text.indexOf('>', text.indexOf('<', start));
        var at = attribute ? end : end + 1;
        inserted.add(new Inserted(at, markup));
    }

    private byte[] with(Inserted one) {
        return (text.substring(0, one.at) + one.markup + text.substring(one.at))
                .getBytes(StandardCharsets.UTF_8);
    }
}
