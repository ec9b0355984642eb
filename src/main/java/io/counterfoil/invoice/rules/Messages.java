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

    /// What is counted: anything but another condition.
    private static final String COUNTED = "count\\(((?:(?! and | or ).)+?)\\) ?";

    /// What conditions of one form say.
    private static final List<Form> FORMS =
            List.of(
                    new Form(
                            "not ?\\(((?:[\\w:/@.-]|\\(cac:InvoiceLine\\|cac:CreditNoteLine\\))+)\\)",
                            "%s has no place in this invoice.",
                            "Leave %s out."),
                    new Form(
                            "not ?\\(([\\w:/@.-]+)\\) or .+",
                            "%s has no place here.",
                            "Leave %s out here."),
                    new Form(
                            COUNTED + "<= ?1",
                            "%s stands there more than once.",
                            "Give %s once at most."),
                    new Form(COUNTED + "= ?1", "%s does not stand there once.", "Give %s once."));

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
        return known == null
                ? FORMS.stream().flatMap(form -> form.of(condition).stream()).findFirst()
                : Optional.of(known);
    }

    /// A form of condition about one path, and what is said when such a condition fails.
    private record Form(Pattern pattern, String sentence, String remedy) {

        Form(String expression, String sentence, String remedy) {
            this(
                    Pattern.compile("\\( ?(?:" + expression + ") ?\\)|" + expression),
                    sentence,
                    remedy);
        }

        Optional<Message> of(String condition) {
            var matcher = pattern.matcher(condition.strip().replaceAll("\\s+", " "));
            if (!matcher.matches()) {
                return Optional.empty();
            }
            var path = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            return Optional.of(
                    new Message(List.of(), sentence.formatted(path), remedy.formatted(path)));
        }
    }
}
