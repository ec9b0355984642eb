package io.counterfoil.invoice.rules.xpath;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

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
    private final AtomicInteger needs = new AtomicInteger();

    /// The names in the order of their numbers; guarded by this.
    private final List<String> words = new ArrayList<>();

    /// The number of a name that an expression uses.
    int name(String name) {
        var known = names.get(name);
        var number = known != null ? known : newName(name.intern());
        uses.merge(number, 1, Integer::sum);
        return number;
    }

    private synchronized int newName(String name) {
        var known = names.get(name);
        if (known != null) {
            return known;
        }
        words.add(name);
        names.put(name, words.size() - 1);
        return words.size() - 1;
    }

    /// The name of a number, interned.
    synchronized String word(int name) {
        return words.get(name);
    }

    /// A number for what one path needs.
    int nextNeeds() {
        return needs.getAndIncrement();
    }

    int needs() {
        return needs.get();
    }

    /// How often expressions use a name: what rules seldom speak of is seldom in a document.
    int uses(int name) {
        return uses.getOrDefault(name, 0);
    }

    /// The number of a text, in normal form, that an expression compares with.
    synchronized int text(String text) {
        return texts.computeIfAbsent(text, _ -> texts.size());
    }

    /// The number of a document's name, or -1 where no expression asks for it.
    int knownName(String name) {
        return names.getOrDefault(name, -1);
    }

    /// The number of a document's text, or -1 where no expression asks for it.
    int knownText(String text) {
        return texts.getOrDefault(text, -1);
    }

    synchronized int names() {
        return words.size();
    }

    synchronized int texts() {
        return texts.size();
    }
}
