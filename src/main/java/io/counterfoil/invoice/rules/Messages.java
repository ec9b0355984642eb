package io.counterfoil.invoice.rules;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// What we say when a rule of EN 16931 is broken, in our own words, and which terms it is about.
final class Messages {

    /// A condition that only forbids something: `not(cac:Signature)`.
    private static final Pattern FORBIDDEN = Pattern.compile("not\\(([\\w:/@.-]+)\\)");

    private static final Map<String, Message> KNOWN = load();

    private Messages() {}

    /// A rule's terms, its sentence, and how to put right what it finds.
    record Message(List<String> terms, String sentence, String remedy) {
        Message {
            terms = List.copyOf(terms);
        }
    }

    private static Map<String, Message> load() {
        try (var in = Objects.requireNonNull(Messages.class.getResourceAsStream("messages.tsv"));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var messages = new HashMap<String, Message>();
            lines.lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .forEach(cells ->
                            messages.put(
                                    cells[0],
                                    new Message(
                                            Arrays.stream(cells[1].split(" "))
                                                    .filter(term -> !term.isEmpty())
                                                    .toList(),
                                            cells[2],
                                            cells[3])));
            return Map.copyOf(messages);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /// What is said of a rule; empty for the rules of others that speak for themselves.
    static Optional<Message> of(String rule, String condition) {
        var known = KNOWN.get(rule);
        if (known != null) {
            return Optional.of(known);
        }
        var forbidden = FORBIDDEN.matcher(condition.strip());
        return forbidden.matches()
                ? Optional.of(
                        new Message(
                                List.of(),
                                forbidden.group(1) + " has no place in this invoice.",
                                "Leave " + forbidden.group(1) + " out."))
                : Optional.empty();
    }
}
