package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.xml.Element;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A document's elements by name, and which of the texts that rules ask for occur in it.
///
/// Most rules are about what an invoice does not contain; the index answers them without a walk.
public final class Index {

    private static final byte MET = 1;
    private static final byte MISSED = 2;

    private static final Comparator<Element> IN_ORDER = Comparator.comparingInt(Element::number);

    private final Element root;
    private final Vocabulary vocabulary;
    private final List<Element> all = new ArrayList<>();
    private final Outline outline;

    /// Every place, that of the document first.
    private final List<Place> places = new ArrayList<>();

    /// One of the places of a name, by its number.
    private final @Nullable Place[] firsts;

    /// The elements of a name by its number; found when somebody asks for them.
    private final List<@Nullable List<Element>> byName;

    /// The numbers of names that occur, of those that were known when the document was walked.
    private final BitSet present;

    private final int namesKnown;

    /// Elements without children and without text.
    private final List<Element> empty = new ArrayList<>();

    private final BitSet texts;

    /// How many texts were looked for; of those that rules asked for since nothing is known.
    private final int textsKnown;

    /// Names of elements that stand beside another of their name, or have children: what is said of
    /// the texts of such elements is not decided here.
    private final BitSet repeated = new BitSet();

    private final BitSet branching = new BitSet();

    private final Optional<Shape> shape;

    /// By the numbers of what paths need; 0 where nobody asked yet.
    private byte[] met = {};

    /// By the elements' numbers; made when the first is asked for.
    private @Nullable BigDecimal[] decimals = {};

    /// Walks the document once; what rules that are compiled later ask for is looked up then.
    public Index(Element root, Vocabulary vocabulary) {
        this.root = root;
        this.vocabulary = vocabulary;
        namesKnown = vocabulary.names();
        present = new BitSet(namesKnown);
        textsKnown = vocabulary.texts();
        texts = new BitSet(textsKnown);
        byName = new ArrayList<>(Collections.nCopies(namesKnown, null));
        firsts = new Place[namesKnown];
        outline = new Outline(vocabulary);
        add(root, outline.document());
        var form = outline.form(this::note);
        if (outline.isWhole()) {
            shape = Optional.of(new Shape(namesKnown, textsKnown, texts, form));
        } else {
            shape = Optional.empty();
            present.set(0, namesKnown);
            repeated.set(0, namesKnown);
            branching.set(0, namesKnown);
        }
    }

    private void add(Element element, @Nullable Place above) {
        all.add(element);
        var place = outline.add(above, element);
        if (element.isLeaf()) {
            leaf(element);
        }
        if (!element.attributes().isEmpty()) {
            element.attributes().values().forEach(this::text);
        }
        for (var child = element.firstChild(); child != null; child = child.next()) {
            add(child, place);
        }
    }

    private void note(Place place) {
        place.index(places.size());
        places.add(place);
        var number = place.number();
        if (number >= 0 && number < namesKnown) {
            present.set(number);
            place.namesake(firsts[number]);
            firsts[number] = place;
            if (place.isSeveral()) {
                repeated.set(number);
            }
            if (place.isBranching()) {
                branching.set(number);
            }
        }
    }

    private void leaf(Element element) {
        if (Texts.isBlank(element.text())) {
            empty.add(element);
        } else {
            text(element.text());
        }
    }

    private void text(String text) {
        if (isShort(text)) {
            var number = vocabulary.knownText(Texts.normalize(text));
            if (number >= 0 && number < textsKnown) {
                texts.set(number);
            }
        }
    }

    /// White space does not count.
    private static boolean isShort(String text) {
        if (text.length() <= Vocabulary.TEXT_MAX) {
            return true;
        }
        var length = 0;
        for (var i = 0; i < text.length() && length <= Vocabulary.TEXT_MAX; i++) {
            length += text.charAt(i) <= ' ' ? 0 : 1;
        }
        return length <= Vocabulary.TEXT_MAX;
    }

    /// The places of a document, and which texts occur of those that were known when it was walked:
    /// all that decides which conditions it could break.
    public record Shape(int names, int texts, BitSet occurring, Outline.Form form) {}

    /// The document's shape; none for one with too many places.
    public Optional<Shape> shape() {
        return shape;
    }

    /// Places whose elements a pattern can give, by their numbers.
    ///
    /// @param exact whether it gives all elements of those places
    public record Reach(List<Integer> places, boolean exact) {
        public Reach {
            places = List.copyOf(places);
        }
    }

    /// Where a pattern leads; nothing where the places do not tell.
    ///
    /// @param subjects what the pattern can match at all
    public Optional<Reach> reach(Expr pattern, Subjects subjects) {
        if (!pattern.isOfElements() || !outline.isWhole()) {
            return Optional.empty();
        }
        var reached = new ArrayList<Integer>();
        var exact = true;
        for (var place : subjects.areKnown(namesKnown) ? named(subjects) : below()) {
            var matched = pattern.matches(place);
            if (matched != Expr.Truth.NO) {
                reached.add(place.index());
                exact &= matched == Expr.Truth.YES;
            }
        }
        return Optional.of(new Reach(reached, exact));
    }

    private List<Place> below() {
        return places.subList(1, places.size());
    }

    private List<Place> named(Subjects subjects) {
        var found = new ArrayList<Place>();
        for (var number : subjects.numbers()) {
            for (var place = firsts[number]; place != null; place = place.namesake()) {
                found.add(place);
            }
        }
        return found;
    }

    /// The elements of a place, in document order.
    public List<Element> at(int place) {
        return places.get(place).elements();
    }

    /// Tells whether an expression certainly has that value for all elements of a place.
    public boolean decides(Expr expression, int place, boolean value) {
        return expression.truth(places.get(place)) == Expr.Truth.of(value);
    }

    /// Tells whether rules have asked for no other names and texts since the document was walked.
    public boolean isUpToDate() {
        return namesKnown == vocabulary.names() && textsKnown == vocabulary.texts();
    }

    /// The outermost element.
    Element root() {
        return root;
    }

    /// Every element, in document order.
    List<Element> all() {
        return all;
    }

    /// Every element of a name, in document order.
    List<Element> named(int name) {
        while (byName.size() <= name) {
            byName.add(null);
        }
        var known = byName.get(name);
        if (known == null) {
            known = name < namesKnown && outline.isWhole() ? atPlaces(name) : among(name);
            byName.set(name, known);
        }
        return known;
    }

    private List<Element> atPlaces(int name) {
        var place = firsts[name];
        List<Element> found = place == null ? List.of() : place.elements();
        while (place != null && place.namesake() != null) {
            place = place.namesake();
            found = joined(found, place.elements());
        }
        return found;
    }

    private static List<Element> joined(List<Element> one, List<Element> other) {
        var both = new ArrayList<>(one);
        both.addAll(other);
        both.sort(IN_ORDER);
        return both;
    }

    private List<Element> among(int name) {
        var word = vocabulary.word(name);
        return all.stream().filter(element -> element.is(word)).toList();
    }

    /// The elements of the only one of those names that there is; every element where there are
    /// more.
    List<Element> named(List<Integer> names) {
        List<Element> found = List.of();
        for (var name : names) {
            var same = named(name);
            if (!same.isEmpty()) {
                if (!found.isEmpty()) {
                    return all;
                }
                found = same;
            }
        }
        return found;
    }

    /// Every element whose name a test does not exclude, in document order.
    List<Element> named(NameFilter test) {
        if (!outline.isWhole()) {
            return all;
        }
        var found = new ArrayList<Element>();
        for (var place : places) {
            if (place.number() < 0 || test.mayHold(place.number())) {
                found.addAll(place.elements());
            }
        }
        found.sort(IN_ORDER);
        return found;
    }

    /// Every element without children and without text, in document order.
    List<Element> empty() {
        return empty;
    }

    /// The number that an element's text stands for, which conditions ask for again and again.
    BigDecimal decimal(Element element) {
        if (decimals.length == 0) {
            decimals = new BigDecimal[all.size()];
        }
        var known = decimals[element.number()];
        if (known == null) {
            known = Atoms.decimal(element);
            decimals[element.number()] = known;
        }
        return known;
    }

    /// Tells whether the document has what a path needs; looks for it once.
    boolean meets(int number, Needs needs) {
        if (number >= met.length) {
            met = Arrays.copyOf(met, vocabulary.needs());
        }
        if (met[number] == 0) {
            met[number] = needs.isMet(this) ? MET : MISSED;
        }
        return met[number] == MET;
    }

    boolean has(int name) {
        return name < namesKnown ? present.get(name) : !named(name).isEmpty();
    }

    /// Tells whether the document has an element of that name; always, for no name (-1).
    public boolean passes(int gate) {
        return gate < 0 || has(gate);
    }

    /// Tells whether an element of that name could have that text.
    ///
    /// @param name the number of the element's name, or -1 for an attribute
    /// @param single whether an expression may ask only for one such element
    boolean mayHold(int text, int name, boolean single) {
        return text >= textsKnown
                || texts.get(text)
                || (name >= 0 && (branching.get(name) || (single && repeated.get(name))));
    }
}
