package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.Limits;
import io.counterfoil.invoice.xml.XmlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A published stylesheet, of which only what makes rules is looked for.
///
/// Schematron's compiler writes all of them in one form, a megabyte each, most of which prints a
/// report. A tree of everything was half of what a first verdict took; here its tags are looked for
/// in the text. `SheetTextTest` holds what is found against such a tree, for every stylesheet.
final class SheetText {

    static final String XSL = "{http://www.w3.org/1999/XSL/Transform}";

    /// The largest published stylesheet that is compiled has 1.4 MB.
    static final Limits LIMITS = new Limits(8 << 20, 100, 1_000_000);

    private static final String END = "</xsl:stylesheet>";

    /// Characters that are bytes, and so half as large: what is taken out of it is decoded then.
    private final String text;

    /// The root's tag, where all prefixes are declared.
    private final String head;

    private final StringBuilder definitions = new StringBuilder();
    private final List<Template> templates = new ArrayList<>();

    private SheetText(byte[] stylesheet) {
        text = new String(stylesheet, StandardCharsets.ISO_8859_1);
        var start = find("<xsl:stylesheet", 0);
        head = text.substring(start, tagEnd(start));
        for (var at = next(start + head.length()); !text.startsWith(END, at); ) {
            var end = elementEnd(at);
            take(at, end);
            at = next(end);
        }
    }

    /// @throws IllegalStateException when it has not the form of a compiled Schematron
    static SheetText of(byte[] stylesheet) {
        return new SheetText(stylesheet);
    }

    /// A context.
    ///
    /// @param mode names the pattern it belongs to
    /// @param priority contexts with a higher one are tried before
    record Template(
            String mode,
            int priority,
            String match,
            List<Variable> variables,
            List<Condition> conditions) {
        Template {
            variables = List.copyOf(variables);
            conditions = List.copyOf(conditions);
        }
    }

    /// A variable of a context.
    record Variable(String name, String select) {}

    /// A condition on the nodes of a context.
    ///
    /// @param expected what it must give for the rule to be kept
    /// @param start where the element stands that it is part of
    record Condition(SheetText sheet, String test, boolean expected, int start, int end) {
        /// The element with the rule's name, severity and words.
        Element outcome() {
            var part = sheet.element(sheet.text.substring(start, end)).iterator().next();
            var otherwise = expected ? part.children(XSL + "otherwise").getFirst() : part;
            return otherwise.iterator().next();
        }
    }

    /// The root's tag.
    String head() {
        return decoded(head);
    }

    /// A stylesheet with the functions, parameters and variables of this one.
    Element definitions() {
        return element(definitions.toString());
    }

    /// The contexts in the order in which they stand.
    List<Template> templates() {
        return templates;
    }

    private void take(int start, int end) {
        if (text.startsWith("<xsl:template ", start)) {
            if (text.indexOf("<svrl:fired-rule", start, end) >= 0) {
                templates.add(template(start, end));
            }
        } else if (text.startsWith("<xsl:function ", start)
                || text.startsWith("<xsl:param ", start)
                || text.startsWith("<xsl:variable ", start)) {
            definitions.append(text, start, end);
        }
    }

    private Template template(int start, int end) {
        var variables = new ArrayList<Variable>();
        var conditions = new ArrayList<Condition>();
        var tag = tagEnd(start);
        for (var at = next(tag); at < end && text.charAt(at + 1) != '/'; ) {
            var after = elementEnd(at);
            if (text.startsWith("<xsl:choose>", at)) {
                var when = find("<xsl:when ", at);
                conditions.add(new Condition(this, attribute(when, "test"), true, at, after));
            } else if (text.startsWith("<xsl:if ", at)) {
                conditions.add(new Condition(this, attribute(at, "test"), false, at, after));
            } else if (text.startsWith("<xsl:variable ", at)) {
                variables.add(new Variable(attribute(at, "name"), attribute(at, "select")));
            }
            at = next(after);
        }
        return new Template(
                attribute(start, "mode"),
                Integer.parseInt(attribute(start, "priority")),
                attribute(start, "match"),
                variables,
                conditions);
    }

    /// Where the next tag begins; remarks are passed over.
    private int next(int from) {
        var at = find("<", from);
        while (text.startsWith("<!--", at)) {
            at = find("<", find("-->", at));
        }
        return at;
    }

    private int find(String what, int from) {
        var found = text.indexOf(what, from);
        if (found < 0) {
            throw new IllegalStateException("a published stylesheet has no " + what);
        }
        return found;
    }

    /// Where a tag ends; an angle bracket between quotation marks does not end it.
    private int tagEnd(int start) {
        var at = start;
        while (true) {
            var end = find(">", at);
            var quote = text.indexOf('"', at, end);
            if (quote < 0) {
                return end + 1;
            }
            at = find("\"", quote + 1) + 1;
        }
    }

    /// Where an element ends; none of those that are looked for has one of its own name within.
    private int elementEnd(int start) {
        var end = tagEnd(start);
        if (text.charAt(end - 2) == '/') {
            return end;
        }
        var name = start + 1;
        while (text.charAt(name) > ' ' && text.charAt(name) != '>') {
            name++;
        }
        var last = "</" + text.substring(start + 1, name) + ">";
        return find(last, end) + last.length();
    }

    /// The value of an attribute; empty where it is not given.
    private String attribute(int tag, String name) {
        var opening = " " + name + "=\"";
        var found = text.indexOf(opening, tag, tagEnd(tag));
        if (found < 0) {
            return "";
        }
        var start = found + opening.length();
        return value(decoded(text.substring(start, find("\"", start))));
    }

    private static String decoded(String part) {
        return new String(part.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /// An attribute's value as a parser gives it (XML 1.0 §3.3.3).
    private static String value(String written) {
        var spaced = written.replace('\n', ' ').replace('\t', ' ');
        return spaced.indexOf('&') < 0
                ? spaced
                : spaced.replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&apos;", "'")
                        .replace("&#xD;", "\r")
                        .replace("&#xA;", "\n")
                        .replace("&amp;", "&");
    }

    private Element element(String content) {
        try {
            var sheet = head + content + END;
            return XmlReader.read(sheet.getBytes(StandardCharsets.ISO_8859_1), LIMITS);
        } catch (UnreadableInvoice fault) {
            throw new IllegalStateException("a published stylesheet cannot be read", fault);
        }
    }
}
