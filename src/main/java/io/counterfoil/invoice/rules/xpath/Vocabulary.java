package io.counterfoil.invoice.rules.xpath;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The names and texts that rule sets ask for, numbered, so that a document can be asked for them
/// by index.
///
/// It grows only when rules are compiled, never by documents. Safe for several threads.
public final class Vocabulary {

    /// Longer texts are not looked up: rules compare with codes.
    static final int TEXT_MAX = 100;

    private final Map<String, Integer> names = new ConcurrentHashMap<>();
    private final Map<String, Integer> texts = new ConcurrentHashMap<>();

    private final Map<Integer, Integer> uses = new ConcurrentHashMap<>();

    /// The number of a name that an expression uses.
    int name(String name) {
        var number = number(names, name);
        uses.merge(number, 1, Integer::sum);
        return number;
    }

    /// How often expressions use a name: what rules seldom speak of is seldom in a document.
    int uses(int name) {
        return uses.getOrDefault(name, 0);
    }

    /// The number of a text, in normal form, that an expression compares with.
    int text(String text) {
        return number(texts, text);
    }

    private static synchronized int number(Map<String, Integer> known, String word) {
        return known.computeIfAbsent(word, _ -> known.size());
    }

    /// The number of a document's name, or -1 where no expression asks for it.
    int knownName(String name) {
        return names.getOrDefault(name, -1);
    }

    /// The number of a document's text, or -1 where no expression asks for it.
    int knownText(String text) {
        return texts.getOrDefault(text, -1);
    }

    int names() {
        return names.size();
    }

    int texts() {
        return texts.size();
    }
}
