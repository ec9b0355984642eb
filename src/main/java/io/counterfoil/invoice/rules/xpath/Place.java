package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A place in a document: all elements that have the same names from the root down, and what each
/// of them has. An attribute is a place below its elements.
///
/// Grown by one thread.
final class Place {

    private final String name;
    private final int number;
    private final @Nullable Place parent;
    private @Nullable Place firstChild;
    private @Nullable Place firstAttribute;
    private @Nullable Place next;

    /// Where the next child is looked for: elements come in the order of the schema.
    private @Nullable Place latest;

    private final List<Element> elements = new ArrayList<>();
    private @Nullable Element latestParent;

    /// How many elements of the place above have one here.
    private int parents;

    private boolean several;
    private int attributes;

    private int index;

    /// Another place of the same name.
    private @Nullable Place namesake;

    private boolean unwritten;

    private Place(String name, int number, @Nullable Place parent) {
        this.name = name;
        this.number = number;
        this.parent = parent;
    }

    /// The place of the document itself.
    static Place document() {
        return new Place("", -1, null);
    }

    /// The place of the elements above; `null` for the document.
    @Nullable Place parent() {
        return parent;
    }

    /// The place of an element that stands in one of this place; `null` where it is the first.
    @Nullable Place known(Element element) {
        var child = latest;
        if (child == null || !element.is(child.name)) {
            var following = child == null ? null : child.next;
            child =
                    following != null && element.is(following.name)
                            ? following
                            : child(element.name());
            latest = child;
        }
        return child;
    }

    /// A new place below.
    ///
    /// @param newNumber of its name in the rules' vocabulary, or -1
    Place grow(String newName, int newNumber) {
        var child = new Place(newName, newNumber, this);
        firstChild = appended(firstChild, child);
        latest = child;
        return child;
    }

    /// Adds an element of this place.
    void add(Element element) {
        var above = element.parent();
        elements.add(element);
        if (above == null || !Objects.equals(above, latestParent)) {
            parents++;
        } else {
            several = true;
        }
        latestParent = above;
        unwritten |= !element.isLeaf() || Texts.isBlank(element.text());
        if (!element.attributes().isEmpty()) {
            element.attributes().keySet().forEach(this::addAttribute);
        }
    }

    private void addAttribute(String attributeName) {
        var attribute = attribute(attributeName);
        if (attribute == null && attributes++ < Outline.ATTRIBUTES_MAX) {
            attribute = new Place(attributeName, -1, this);
            firstAttribute = appended(firstAttribute, attribute);
        }
        if (attribute != null) {
            attribute.parents++;
        }
    }

    private static Place appended(@Nullable Place first, Place added) {
        if (first == null) {
            return added;
        }
        var last = first;
        while (last.next != null) {
            last = last.next;
        }
        last.next = added;
        return first;
    }

    /// The number of its name in the rules' vocabulary; -1 where no rule asked for it.
    int number() {
        return number;
    }

    /// The place of children of a name, which must be interned; `null` where no element has such a
    /// child.
    @SuppressWarnings("ReferenceEquality") // as Element.is
    @Nullable Place child(String interned) {
        var place = firstChild;
        while (place != null && place.name != interned) {
            place = place.next;
        }
        return place;
    }

    /// The place of an attribute; `null` where no element has it.
    @Nullable Place attribute(String attributeName) {
        var place = firstAttribute;
        while (place != null && !place.name.equals(attributeName)) {
            place = place.next;
        }
        return place;
    }

    /// Adds the places of a name below.
    void addBelow(String wanted, List<Place> found) {
        for (var child = firstChild; child != null; child = child.next) {
            if (child.name.equals(wanted)) {
                found.add(child);
            }
            child.addBelow(wanted, found);
        }
    }

    /// The place of the document.
    Place top() {
        var top = this;
        for (var up = parent; up != null; up = up.parent) {
            top = up;
        }
        return top;
    }

    /// Tells whether every element of the place above has one here.
    boolean isEverywhere() {
        return parent == null || parents == Math.max(1, parent.elements.size());
    }

    /// Tells whether two elements here have the same parent.
    boolean isSeveral() {
        return several;
    }

    /// Tells whether every element here has a text that is more than white space, and no children.
    boolean isWritten() {
        return !unwritten;
    }

    /// What is true of the elements here, in four bits.
    int marks() {
        return (isEverywhere() ? 1 : 0) + (several ? 2 : 0) + (unwritten ? 4 : 0);
    }

    /// Its elements, in document order; none for an attribute.
    List<Element> elements() {
        return elements;
    }

    /// How many places come before it.
    int index() {
        return index;
    }

    void index(int before) {
        index = before;
    }

    /// Another place whose name has the same number; `null` where there is no other.
    @Nullable Place namesake() {
        return namesake;
    }

    void namesake(@Nullable Place other) {
        namesake = other;
    }

    /// Tells whether elements here have children.
    boolean isBranching() {
        return firstChild != null;
    }

    String name() {
        return name;
    }

    /// How many different attributes its elements have.
    int attributes() {
        return attributes;
    }

    /// The first of the attributes' places.
    @Nullable Place firstAttribute() {
        return firstAttribute;
    }

    /// The first of the places below.
    @Nullable Place firstChild() {
        return firstChild;
    }

    /// The place that follows beside this one.
    @Nullable Place next() {
        return next;
    }
}
