package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.xml.Element;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The places of a document; used by one thread.
final class Outline {

    /// An invoice with every term has some 200 places; of a document with more nothing is known,
    /// for a place is looked for among those beside it.
    static final int PLACES_MAX = 500;

    /// No element of an invoice has more attributes.
    static final int ATTRIBUTES_MAX = 16;

    private static final int ATTRIBUTE = 8;
    private static final int DEPTH = 16;

    private final Vocabulary vocabulary;
    private final Place document = Place.document();
    private int places;

    private String[] names = new String[64];
    private int[] marks = new int[64];
    private int length;

    /// An outline without places.
    Outline(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /// The place of the document.
    Place document() {
        return document;
    }

    /// Adds an element; answers its place, `null` when there are too many.
    ///
    /// @param above the place of its parent, if there is room for that
    @Nullable Place add(@Nullable Place above, Element element) {
        if (above == null || !isWhole()) {
            return null;
        }
        var place = above.known(element);
        if (place == null) {
            if (++places > PLACES_MAX) {
                return null;
            }
            place = above.grow(element.name(), vocabulary.knownName(element.name()));
        }
        place.add(element);
        places += place.attributes() > ATTRIBUTES_MAX ? PLACES_MAX : 0;
        return place;
    }

    /// Tells whether every element has a place.
    boolean isWhole() {
        return places <= PLACES_MAX;
    }

    /// What is true of the places, with which documents can be compared; each place is handed to
    /// the sink.
    Form form(Consumer<Place> sink) {
        write(document, 0, sink);
        return new Form(Arrays.copyOf(names, length), Arrays.copyOf(marks, length));
    }

    private void write(Place place, int depth, Consumer<Place> sink) {
        mark(place, depth * DEPTH);
        sink.accept(place);
        for (var one = place.firstAttribute(); one != null; one = one.next()) {
            mark(one, depth * DEPTH + ATTRIBUTE);
        }
        for (var child = place.firstChild(); child != null; child = child.next()) {
            write(child, depth + 1, sink);
        }
    }

    private void mark(Place place, int mark) {
        if (length == names.length) {
            names = Arrays.copyOf(names, 2 * length);
            marks = Arrays.copyOf(marks, 2 * length);
        }
        names[length] = place.name();
        marks[length] = mark + place.marks();
        length++;
    }

    /// Names of places, each followed by those below, and what is true of each.
    static final class Form {
        private final String[] names;
        private final int[] marks;
        private final int hash;

        private Form(String[] names, int[] marks) {
            this.names = names;
            this.marks = marks;
            hash = 31 * Arrays.hashCode(names) + Arrays.hashCode(marks);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Form form
                    && hash == form.hash
                    && Arrays.equals(marks, form.marks)
                    && Arrays.equals(names, form.names);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
