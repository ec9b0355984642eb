package io.counterfoil.invoice.rules.xpath;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The elements that a pattern can match, read out of its text: told before a pattern is compiled,
/// most patterns need not be.
public final class Subjects {

    /// Empty where they are not known.
    private final Set<String> names;

    private final int[] numbers;

    /// @param canonical maps a name as written to one of our trees
    Subjects(String pattern, UnaryOperator<String> canonical, Vocabulary vocabulary) {
        var found = new HashSet<String>();
        for (var written : new Reader(pattern).names()) {
            found.add(canonical.apply(written));
        }
        names = Set.copyOf(found);
        numbers = names.stream().mapToInt(vocabulary::name).toArray();
    }

    /// Tells whether a document could have a node that the pattern matches.
    public boolean mayOccurIn(Index document) {
        for (var number : numbers) {
            if (document.passes(number)) {
                return true;
            }
        }
        return numbers.length == 0;
    }

    /// The numbers of the names.
    int[] numbers() {
        return numbers;
    }

    /// Tells whether they can be told by the numbers below one.
    boolean areKnown(int below) {
        return numbers.length > 0 && Arrays.stream(numbers).allMatch(number -> number < below);
    }

    /// Tells whether both patterns could match the same node.
    public boolean mayMeet(Subjects other) {
        return names.isEmpty()
                || other.names.isEmpty()
                || !Collections.disjoint(names, other.names);
    }

    /// Reads patterns of the form `a/b[…] | (c | d)[…]`, with no wildcard at an end and no function
    /// but in brackets.
    private static final class Reader {
        private final String pattern;
        private final Set<String> found = new HashSet<>();
        private int at;

        Reader(String pattern) {
            this.pattern = pattern;
        }

        /// The names as they are written; none for a pattern of another form.
        Set<String> names() {
            return alternatives() && at == pattern.length() ? found : Set.of();
        }

        private boolean alternatives() {
            do {
                if (!(accept('(') ? alternatives() && accept(')') && predicates() : path())) {
                    return false;
                }
            } while (accept('|'));
            return true;
        }

        private boolean path() {
            accept('/');
            accept('/');
            var name = "";
            do {
                name = step();
                if (name.isEmpty() || !predicates()) {
                    return false;
                }
            } while (accept('/'));
            found.add(name);
            return !name.equals("*");
        }

        /// A name or `*`; empty where something else comes.
        private String step() {
            if (accept('*')) {
                return "*";
            }
            var start = at;
            while (at < pattern.length() && isPartOfName(pattern.charAt(at))) {
                at++;
            }
            var name = pattern.substring(start, at);
            return name.contains("::") ? "" : name;
        }

        private static boolean isPartOfName(char c) {
            return Character.isLetterOrDigit(c) || c == ':' || c == '-' || c == '_';
        }

        private boolean predicates() {
            while (accept('[')) {
                for (var depth = 1; depth > 0; at++) {
                    if (at >= pattern.length()) {
                        return false;
                    }
                    var c = pattern.charAt(at);
                    if (c == '"' || c == '\'') {
                        var end = pattern.indexOf(c, at + 1);
                        at = end < 0 ? pattern.length() : end;
                    }
                    depth += c == '[' ? 1 : c == ']' ? -1 : 0;
                }
            }
            return true;
        }

        private boolean accept(char symbol) {
            while (at < pattern.length() && Character.isWhitespace(pattern.charAt(at))) {
                at++;
            }
            var accepted = at < pattern.length() && pattern.charAt(at) == symbol;
            at += accepted ? 1 : 0;
            return accepted;
        }
    }
}
