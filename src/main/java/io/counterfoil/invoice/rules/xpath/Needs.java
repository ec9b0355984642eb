package io.counterfoil.invoice.rules.xpath;

import java.util.ArrayList;
import java.util.List;

/// What a document must contain for a path to lead anywhere: most rules are answered by it.
final class Needs {

    static final Needs NOTHING = new Needs(List.of(), List.of());

    /// The elements that the path goes through.
    private final int[] names;

    /// The texts that its predicates compare with.
    private final Text[] texts;

    Needs(List<Integer> names, List<Text> texts) {
        this.names = names.stream().mapToInt(Integer::intValue).toArray();
        this.texts = texts.toArray(Text[]::new);
    }

    /// A text that an element of a name must have.
    ///
    /// @param name -1 for an attribute
    /// @param single whether several such elements would be an error
    record Text(int text, int name, boolean single) {}

    /// What all of them need together.
    static Needs all(List<Needs> parts) {
        var names = new ArrayList<Integer>();
        var texts = new ArrayList<Text>();
        for (var part : parts) {
            for (var name : part.names) {
                names.add(name);
            }
            texts.addAll(List.of(part.texts));
        }
        return new Needs(names.stream().distinct().toList(), texts);
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
}
