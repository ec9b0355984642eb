package io.counterfoil.invoice.xml;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// An element of a document that was read: name, attributes, own text and children, linked as a
/// tree.
///
/// Names are written with the usual prefixes of the invoice syntaxes (`cbc:ID`, `ram:ID`), whatever
/// prefixes the document uses; a name of another namespace reads `{uri}local`.
public final class Element implements Iterable<Element> {

    private final String name;
    private final @Nullable Element parent;
    private final int line;
    private final int number;
    private Map<String, String> attributes = Map.of();
    private String text = "";
    private @Nullable Element firstChild;
    private @Nullable Element lastChild;
    private @Nullable Element next;

    /// Set when a reader took the value; what stays untaken is reported as not carried. Owned by
    /// the one reader that walks the tree.
    private boolean taken;

    /// The name with the document's prefix; `null` where that is the usual one.
    private @Nullable String written;

    /// @param name interned
    Element(String name, @Nullable Element parent, int line, int number) {
        this.name = name;
        this.parent = parent;
        this.line = line;
        this.number = number;
        if (parent != null) {
            parent.append(this);
        }
    }

    private void append(Element child) {
        if (lastChild == null) {
            firstChild = child;
        } else {
            lastChild.next = child;
        }
        lastChild = child;
    }

    void attributes(Map<String, String> given) {
        attributes = given;
    }

    void text(String given) {
        text = given;
    }

    void written(@Nullable String nameWithItsPrefix) {
        written = nameWithItsPrefix;
    }

    /// The name as the document writes it, with whatever prefix: what XPath calls `name()`.
    public String written() {
        return written == null ? name : written;
    }

    /// The qualified name, `cbc:ID`.
    public String name() {
        return name;
    }

    /// Tells whether the element has that name, which must be interned, as all names of elements
    /// are: to compare their letters again and again is half the work of rules.
    @SuppressWarnings("ReferenceEquality")
    public boolean is(String interned) {
        return name == interned;
    }

    /// How many elements begin before this one.
    public int number() {
        return number;
    }

    /// The element this one stands in; `null` for the root.
    public @Nullable Element parent() {
        return parent;
    }

    /// The line of the source, counted from 1.
    public int line() {
        return line;
    }

    /// The element's own text, as it stands in the document; the text of children is not part of
    /// it.
    public String text() {
        return text;
    }

    /// The text without the white space around it.
    public String value() {
        return text.strip();
    }

    /// An attribute's value.
    public @Nullable String attribute(String attributeName) {
        return attributes.get(attributeName);
    }

    /// All attributes, except the hints where a schema is.
    public Map<String, String> attributes() {
        return attributes;
    }

    /// Tells whether there are no child elements.
    public boolean isLeaf() {
        return firstChild == null;
    }

    /// The first child element; `null` for a leaf.
    public @Nullable Element firstChild() {
        return firstChild;
    }

    /// The element that follows beside this one.
    public @Nullable Element next() {
        return next;
    }

    /// The first child of that name.
    public @Nullable Element child(String childName) {
        for (var child = firstChild; child != null; child = child.next) {
            if (child.name.equals(childName)) {
                return child;
            }
        }
        return null;
    }

    /// The children of that name, in document order.
    public List<Element> children(String childName) {
        var found = new ArrayList<Element>();
        for (var child = firstChild; child != null; child = child.next) {
            if (child.name.equals(childName)) {
                found.add(child);
            }
        }
        return found;
    }

    /// All elements at the end of a path of names, in document order.
    public List<Element> all(Path path) {
        if (path.length() == 1) {
            return children(path.step(0));
        }
        var found = new ArrayList<Element>();
        collect(path, 0, found);
        return found;
    }

    private void collect(Path path, int depth, List<Element> found) {
        for (var child = firstChild; child != null; child = child.next) {
            if (child.name.equals(path.step(depth))) {
                if (depth + 1 == path.length()) {
                    found.add(child);
                } else {
                    child.collect(path, depth + 1, found);
                }
            }
        }
    }

    /// The first element at the end of a path.
    public @Nullable Element first(Path path) {
        return first(path, 0);
    }

    private @Nullable Element first(Path path, int depth) {
        for (var child = firstChild; child != null; child = child.next) {
            if (child.name.equals(path.step(depth))) {
                var found = depth + 1 == path.length() ? child : child.first(path, depth + 1);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /// Marks the element as carried into the model.
    public void take() {
        taken = true;
    }

    /// Tells whether a reader took the value.
    public boolean isTaken() {
        return taken;
    }

    /// The place of the element as an XPath, `/ubl:Invoice/cac:InvoiceLine[2]/cbc:ID`.
    public String path() {
        var up = parent;
        if (up == null) {
            return "/" + name;
        }
        var position = 0;
        var count = 0;
        for (var sibling = up.firstChild; sibling != null; sibling = sibling.next) {
            if (sibling.name.equals(name)) {
                count++;
                position = sibling == this ? count : position;
            }
        }
        return up.path() + "/" + name + (count == 1 ? "" : "[" + position + "]");
    }

    /// The child elements, in document order.
    @Override
    public Iterator<Element> iterator() {
        return new Iterator<>() {
            private @Nullable Element upcoming = firstChild;

            @Override
            public boolean hasNext() {
                return upcoming != null;
            }

            @Override
            public Element next() {
                var current = upcoming;
                if (current == null) {
                    throw new NoSuchElementException();
                }
                upcoming = current.next;
                return current;
            }
        };
    }

    @Override
    public String toString() {
        return path() + " (line " + line + ")";
    }
}
