package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.rules.xpath.Scope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What we say when a published rule is broken, in our own words, and which terms it is about.
final class Messages {

    /// What is counted: anything but another condition.
    private static final String COUNTED = "count\\(((?:(?! and | or ).)+?)\\) ?";

    /// The rule that a rule of another name restates, as its publisher begins its words.
    private static final Pattern RESTATED = Pattern.compile("\\s*\\[([\\w-]+)]");

    /// What conditions of one form say that must hold.
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
                    new Form(COUNTED + "= ?1", "%s does not stand there once.", "Give %s once."),
                    new Form(COUNTED + ">= ?1", "%s is missing.", "Give %s."),
                    new Form("([\\w:/.-]+)", "%s is missing.", "Give %s."),
                    new Form("(@\\w+)", "The attribute %s is missing.", "Give %s."),
                    new Form(
                            "not ?\\(([\\w:/.-]+) and ([\\w:/.-]+)\\)",
                            "%s and %s exclude each other.",
                            "Leave %s or %s out."));

    /// What conditions of one form say that must not hold.
    private static final List<Form> REPORTS =
            List.of(
                    new Form(
                            "true\\(\\)()",
                            "The profile does not have this element.",
                            "Leave it out, or name a profile that has it (BT-24)."),
                    new Form(
                            "(@\\w+)",
                            "The profile does not have the attribute %s here.",
                            "Leave %s out."));

    /// The form of condition that looks a code up in a list.
    private static final Pattern LOOK_UP =
            Pattern.compile(
                    "string-length\\(\\$\\w+\\)=0 or document\\('([\\w.-]+)'\\)"
                            + "/codedb/cl\\[@id=(\\d+)\\]/.+");

    /// A longer list is named; nobody would read it in a sentence.
    private static final int CODES_MAX = 15;

    /// Numbers by their size, and then all else by the alphabet.
    private static final Comparator<String> BY_CODE =
            Comparator.comparingInt((String code) ->
                            code.chars().allMatch(Character::isDigit)
                                    ? code.length()
                                    : Integer.MAX_VALUE)
                    .thenComparing(Comparator.naturalOrder());

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

    /// A rule as its publisher has it.
    ///
    /// @param wording what its publisher says when it is broken
    /// @param expected what the condition must give for the rule to be kept
    record Published(String id, String wording, String condition, boolean expected) {
        /// The condition on one line.
        String text() {
            return condition.strip().replaceAll("\\s+", " ");
        }
    }

    /// What is said of a rule; empty for the rules of others that speak for themselves.
    ///
    /// @param lists the codes that its condition may look up
    static Optional<Message> of(Published rule, Scope.CodeLists lists) {
        return Optional.ofNullable(KNOWN.get(rule.id))
                .or(() -> restated(rule.wording))
                .or(() -> lookUp(rule.text(), lists))
                .or(() -> formal(rule.text(), rule.expected));
    }

    private static Optional<Message> lookUp(String condition, Scope.CodeLists lists) {
        var found = LOOK_UP.matcher(condition);
        if (!found.matches()) {
            return Optional.empty();
        }
        var codes = lists.codes(found.group(1), found.group(2)).stream().sorted(BY_CODE).toList();
        var name = "%s, number %s".formatted(found.group(1), found.group(2));
        return Optional.of(
                new Message(
                        List.of(),
                        "The code is not one that the profile has for this place.",
                        remedy(codes, name)));
    }

    private static String remedy(List<String> codes, String list) {
        if (codes.size() > CODES_MAX) {
            return "Take one of the %d codes of the profile's list: %s."
                    .formatted(codes.size(), list);
        }
        return codes.size() == 1
                ? "Write %s, the only code there is.".formatted(codes.getFirst())
                : "Take one of these: %s.".formatted(String.join(", ", codes));
    }

    private static Optional<Message> restated(String wording) {
        var name = RESTATED.matcher(wording);
        return name.lookingAt() ? Optional.ofNullable(KNOWN.get(name.group(1))) : Optional.empty();
    }

    private static Optional<Message> formal(String text, boolean expected) {
        var forms = expected ? FORMS : REPORTS;
        return forms.stream().flatMap(form -> form.of(text).stream()).findFirst();
    }

    /// A form of condition, and what is said of it: the parts of the condition that it names stand
    /// in sentence and remedy.
    private record Form(Pattern pattern, String sentence, String remedy) {

        Form(String expression, String sentence, String remedy) {
            this(Pattern.compile(expression), sentence, remedy);
        }

        /// @param condition without needless white space
        Optional<Message> of(String condition) {
            var inner =
                    condition.startsWith("(") && condition.endsWith(")")
                            ? condition.substring(1, condition.length() - 1).strip()
                            : condition;
            return said(condition).or(() -> said(inner));
        }

        private Optional<Message> said(String condition) {
            var matcher = pattern.matcher(condition);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            var parts =
                    IntStream.rangeClosed(1, matcher.groupCount())
                            .mapToObj(matcher::group)
                            .toArray();
            return Optional.of(
                    new Message(List.of(), sentence.formatted(parts), remedy.formatted(parts)));
        }
    }
}
