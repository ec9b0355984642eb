package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.xml.Element;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A document's elements by name, and which of the texts that rules ask for occur in it.
///
/// Most rules are about what an invoice does not contain; the index answers them without a walk.
public final class Index {

    private static final byte MET = 1;
    private static final byte MISSED = 2;

    private final Element root;
    private final Vocabulary vocabulary;
    private final List<Element> all = new ArrayList<>();
    private final List<@Nullable List<Element>> byName;

    /// The numbers of names that occur, of those that were known when the document was walked.
    private final BitSet present;

    private final int namesKnown;

    /// Elements of names that no expression had asked for then.
    private final List<Element> unnamed = new ArrayList<>();

    /// Elements without children and without text.
    private final List<Element> empty = new ArrayList<>();

    private final BitSet texts;

    /// How many texts were looked for; of those that rules asked for since nothing is known.
    private final int textsKnown;

    /// Names of elements that stand beside another of their name, or have children: what is said of
    /// the texts of such elements is not decided here.
    private final BitSet repeated = new BitSet();

    private final BitSet branching = new BitSet();

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
        byName = new ArrayList<>(Collections.nCopies(namesKnown, null));
        textsKnown = vocabulary.texts();
        texts = new BitSet(textsKnown);
        add(root);
    }

    private void add(Element element) {
        all.add(element);
        var number = vocabulary.knownName(element.name());
        if (number >= 0 && number < namesKnown) {
            name(element, number);
            present.set(number);
        } else {
            unnamed.add(element);
        }
        if (element.isLeaf()) {
            leaf(element);
        }
        if (!element.attributes().isEmpty()) {
            element.attributes().values().forEach(this::text);
        }
        for (var child = element.firstChild(); child != null; child = child.next()) {
            add(child);
        }
    }

    private void name(Element element, int number) {
        var same = byName.get(number);
        if (same == null) {
            same = new ArrayList<>();
            byName.set(number, same);
        } else if (same.getLast().parent() == element.parent()) {
            repeated.set(number);
        }
        same.add(element);
        if (!element.isLeaf()) {
            branching.set(number);
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

    /// Which names and texts occur, of those that were known when the document was walked: all that
    /// decides which conditions it could break.
    public record Shape(int names, int texts, List<BitSet> sets) {
        public Shape {
            sets = List.copyOf(sets);
        }
    }

    /// The document's shape.
    public Shape shape() {
        return new Shape(
                namesKnown,
                textsKnown,
                List.of(copy(present), copy(texts), copy(repeated), copy(branching)));
    }

    private static BitSet copy(BitSet set) {
        return (BitSet) set.clone();
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
        var found = list(name);
        return found == null ? List.of() : found;
    }

    private @Nullable List<Element> list(int name) {
        while (byName.size() <= name) {
            var number = byName.size();
            var word = vocabulary.word(number);
            byName.add(null);
            all.stream().filter(element -> element.is(word)).forEach(one -> name(one, number));
        }
        return byName.get(name);
    }

    /// The elements of the only one of those names that there is; every element where there are
    /// more.
    List<Element> named(List<Integer> names) {
        List<Element> found = List.of();
        for (var name : names) {
            var same = list(name);
            if (same != null) {
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
        var found = new ArrayList<Element>();
        for (var name = present.nextSetBit(0); name >= 0; name = present.nextSetBit(name + 1)) {
            if (test.mayHold(name)) {
                found.addAll(named(name));
            }
        }
        found.addAll(unnamed);
        found.sort(Comparator.comparingInt(Element::number));
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
        return name < namesKnown ? present.get(name) : list(name) != null;
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
