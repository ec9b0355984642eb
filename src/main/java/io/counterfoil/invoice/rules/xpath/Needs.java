package io.counterfoil.invoice.rules.xpath;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/// What a document must contain for a path to lead anywhere: most rules are answered by it.
final class Needs {

    static final Needs NOTHING = new Needs(new int[0], new Text[0], -1);

    /// The elements that the path goes through.
    private final int[] names;

    /// The texts that its predicates compare with.
    private final Text[] texts;

    /// By which a document remembers whether it has them; -1 where it is not asked directly.
    private final int number;

    private Needs(int[] names, Text[] texts, int number) {
        this.names = names;
        this.texts = texts;
        this.number = number;
    }

    /// An element of a name.
    static Needs name(int name) {
        return new Needs(new int[] {name}, NOTHING.texts, -1);
    }

    /// A text.
    static Needs text(Text text) {
        return new Needs(NOTHING.names, new Text[] {text}, -1);
    }

    /// A text that an element of a name must have.
    ///
    /// @param name -1 for an attribute
    /// @param single whether several such elements would be an error
    record Text(int text, int name, boolean single) {}

    /// What all steps of a path need together.
    static Needs of(List<Step> steps, Vocabulary vocabulary) {
        var parts = new ArrayList<Needs>(steps.size());
        for (var step : steps) {
            parts.add(step.needs());
        }
        var all = all(parts);
        return all.names.length + all.texts.length == 0
                ? NOTHING
                : new Needs(all.names, all.texts, vocabulary.nextNeeds());
    }

    /// The text that a node's predicate compares a part of it with.
    ///
    /// @param node the number of the node's name, or -1
    static Needs ofText(Expr predicate, int node, Vocabulary vocabulary) {
        if (!(predicate instanceof Comparisons.Equals equals)
                || !equals.isPositive()
                || !isPlain(equals.text())) {
            return NOTHING;
        }
        var single = equals.left() instanceof Texts.Normalized;
        var subject =
                equals.left() instanceof Texts.Normalized normalized
                        ? normalized.text()
                        : equals.left();
        var number = vocabulary.text(equals.text());
        var needed =
                switch (subject) {
                    case Operands.OneAttribute _ -> new Text(number, -1, false);
                    case Operands.This _ when node >= 0 -> new Text(number, node, false);
                    case Walk.Down down when down.only() != null ->
                            new Text(
                                    number,
                                    vocabulary.name(Objects.requireNonNull(down.only())),
                                    single);
                    default -> null;
                };
        return needed == null ? NOTHING : text(needed);
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty()
                && text.length() <= Vocabulary.TEXT_MAX
                && text.equals(Texts.normalize(text));
    }

    /// What all of them need together.
    static Needs all(List<Needs> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        var names = new BitSet();
        var texts = new ArrayList<Text>();
        for (var part : parts) {
            for (var name : part.names) {
                names.set(name);
            }
            texts.addAll(Arrays.asList(part.texts));
        }
        return names.isEmpty() && texts.isEmpty()
                ? NOTHING
                : new Needs(array(names), texts.toArray(Text[]::new), -1);
    }

    /// The least common of the names; -1 where none is needed.
    int gate(Vocabulary vocabulary) {
        var rarest = -1;
        for (var name : names) {
            if (rarest < 0 || vocabulary.uses(name) < vocabulary.uses(rarest)) {
                rarest = name;
            }
        }
        return rarest;
    }

    boolean met(Index index) {
        return number < 0 ? isMet(index) : index.meets(number, this);
    }

    /// As [#met], by looking.
    boolean isMet(Index index) {
        for (var name : names) {
            if (!index.has(name)) {
                return false;
            }
        }
        for (var text : texts) {
            if (!index.mayHold(text.text, text.name, text.single)) {
                return false;
            }
        }
        return true;
    }

    private static int[] array(BitSet set) {
        var numbers = new int[set.cardinality()];
        for (int i = 0, number = set.nextSetBit(0); number >= 0; i++) {
            numbers[i] = number;
            number = set.nextSetBit(number + 1);
        }
        return numbers;
    }
}
