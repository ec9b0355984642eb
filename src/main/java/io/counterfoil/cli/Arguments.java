package io.counterfoil.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The words after a command: options with values, switches, and the rest.
///
/// @param values options that take a value, without the dashes
/// @param switches options that are there or not
/// @param rest everything that is no option, in order
public record Arguments(Map<String, String> values, Set<String> switches, List<String> rest) {

    private static final int PORT_MAX = 65_535;

    /// Copies what it is given.
    public Arguments {
        values = Map.copyOf(values);
        switches = Set.copyOf(switches);
        rest = List.copyOf(rest);
    }

    /// Reads `--name value`, `--name=value`, switches and plain words; `--` ends the options.
    ///
    /// @throws Refusal on an option the command does not have, one without its value, or a value
    ///   given twice
    public static Arguments parse(List<String> words, Set<String> valued, Set<String> switches) {
        var values = new HashMap<String, String>();
        var seen = new java.util.HashSet<String>();
        var rest = new ArrayList<String>();
        var queue = new java.util.ArrayDeque<>(words);
        while (!queue.isEmpty()) {
            var word = queue.pop();
            if (word.equals("--")) {
                rest.addAll(queue);
                break;
            }
            if (!word.startsWith("--")) {
                rest.add(word);
                continue;
            }
            var parts = word.substring(2).split("=", 2);
            if (switches.contains(parts[0]) && parts.length == 1) {
                seen.add(parts[0]);
            } else if (valued.contains(parts[0])) {
                var value = parts.length == 2 ? parts[1] : valueOf(word, queue.poll());
                if (values.put(parts[0], value) != null) {
                    throw new Refusal("The option --%s is given twice.".formatted(parts[0]));
                }
            } else {
                throw new Refusal(
                        "There is no option %s here; see \"./counterfoil help\".".formatted(word));
            }
        }
        return new Arguments(values, seen, rest);
    }

    /// Reads the words of a command that has options only.
    ///
    /// @throws Refusal as [#parse] does, and on any plain word
    public static Arguments options(List<String> words, Set<String> valued, Set<String> switches) {
        var arguments = parse(words, valued, switches);
        if (!arguments.rest.isEmpty()) {
            throw new Refusal(
                    "This command has no use for \"%s\"; see \"./counterfoil help\"."
                            .formatted(arguments.rest.getFirst()));
        }
        return arguments;
    }

    /// Whether a switch was given.
    public boolean has(String name) {
        return switches.contains(name);
    }

    /// The value of an option.
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// The data directory: `--data`, or `./data`.
    public Path data() {
        return Path.of(value("data").orElse("data")).toAbsolutePath().normalize();
    }

    /// The HTTP port: `--port`, or 8080.
    public int port() {
        return number("port", 8080, PORT_MAX);
    }

    /// A whole number from 0 to a bound.
    public int number(String name, int otherwise, int max) {
        var text = value(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("[0-9]{1,9}") || Integer.parseInt(text.get()) > max) {
            throw new Refusal("--%s takes a whole number from 0 to %d.".formatted(name, max));
        }
        return Integer.parseInt(text.get());
    }

    private static String valueOf(String option, @Nullable String next) {
        if (next == null) {
            throw new Refusal("The option %s needs a value.".formatted(option));
        }
        return next;
    }
}
