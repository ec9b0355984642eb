package io.counterfoil.invoice.rules.xpath;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Functions on texts.
final class Texts {

    private Texts() {}

    static Expr call(String name, List<Expr> arguments) {
        return switch (name) {
            case "string" -> one(arguments, text -> text);
            case "normalize-space" ->
                    new Normalized(arguments.isEmpty() ? Operands.THIS : arguments.getFirst());
            case "upper-case" -> one(arguments, text -> text.toUpperCase(Locale.ROOT));
            case "lower-case" -> one(arguments, text -> text.toLowerCase(Locale.ROOT));
            case "string-length" ->
                    one(
                            arguments,
                            text -> BigDecimal.valueOf(text.codePointCount(0, text.length())));
            case "concat" -> new Concat(arguments);
            case "contains" -> contains(arguments);
            case "starts-with" -> test(arguments, String::startsWith);
            case "ends-with" -> test(arguments, String::endsWith);
            case "substring-before" ->
                    two(
                            arguments,
                            (text, mark) ->
                                    text.contains(mark)
                                            ? text.substring(0, text.indexOf(mark))
                                            : "");
            case "substring-after" ->
                    two(
                            arguments,
                            (text, mark) ->
                                    text.contains(mark)
                                            ? text.substring(text.indexOf(mark) + mark.length())
                                            : "");
            case "substring" -> substring(arguments);
            case "translate" -> translate(arguments);
            case "string-join" -> join(arguments);
            case "matches" -> matches(arguments);
            case "tokenize" -> tokenize(arguments);
            case "replace" -> replace(arguments);
            default -> throw new IllegalArgumentException("the function " + name + " is not known");
        };
    }

    private static Expr one(List<Expr> arguments, Function<String, Object> function) {
        var argument = arguments.isEmpty() ? Operands.THIS : arguments.getFirst();
        return (Expr.One) (frame, at) -> function.apply(Atoms.string(argument, frame, at));
    }

    private interface Two {
        Object of(String first, String second);
    }

    private static Expr two(List<Expr> arguments, Two function) {
        var first = arguments.get(0);
        var text = Constants.text(arguments.get(1));
        if (text != null) {
            return (Expr.One) (frame, at) -> function.of(Atoms.string(first, frame, at), text);
        }
        var second = arguments.get(1);
        return (Expr.One)
                (frame, at) ->
                        function.of(
                                Atoms.string(first, frame, at), Atoms.string(second, frame, at));
    }

    private interface TwoTest {
        boolean of(String first, String second);
    }

    private static Expr test(List<Expr> arguments, TwoTest function) {
        var first = arguments.get(0);
        var second = arguments.get(1);
        var text = Constants.text(second);
        return text != null
                ? new Against(first, text, function)
                : (Expr.Test)
                        (frame, at) ->
                                function.of(
                                        Atoms.string(first, frame, at),
                                        Atoms.string(second, frame, at));
    }

    /// A test of a text against one that is always the same.
    private record Against(Expr subject, String text, TwoTest function) implements Expr.Test {
        @Override
        public boolean test(Frame frame, Object at) {
            return function.of(Atoms.string(subject, frame, at), text);
        }

        @Override
        public Truth ofName(String name) {
            if (!(subject instanceof Functions.Name(Expr node, _)
                    && node instanceof Operands.This)) {
                return Truth.UNDECIDED;
            }
            var printed = ((Functions.Name) subject).of(name);
            return Truth.of(function.of(printed, text));
        }

        @Override
        public Truth truth(Place at) {
            return ofName(at.name());
        }
    }

    /// `normalize-space(text)`.
    record Normalized(Expr text) implements Expr.One {
        @Override
        public Object one(Frame frame, Object at) {
            return normalize(Atoms.string(text, frame, at));
        }

        /// Whether there is more than white space needs no normal form.
        @Override
        public boolean test(Frame frame, Object at) {
            return !isBlank(Atoms.string(text, frame, at));
        }
    }

    /// `concat(…)`.
    record Concat(List<Expr> parts) implements Expr.One {
        Concat {
            parts = List.copyOf(parts);
        }

        @Override
        public Object one(Frame frame, Object at) {
            var text = new StringBuilder();
            for (var part : parts) {
                text.append(Atoms.string(part, frame, at));
            }
            return text.toString();
        }

        /// What stands between two spaces; `null` where something else is joined.
        @Nullable Expr betweenSpaces() {
            return parts.size() == 3 && isSpace(parts.get(0)) && isSpace(parts.get(2))
                    ? parts.get(1)
                    : null;
        }

        private static boolean isSpace(Expr part) {
            return " ".equals(Constants.text(part));
        }
    }

    private static Expr contains(List<Expr> arguments) {
        var search = test(arguments, String::contains);
        var word = arguments.get(1) instanceof Concat concat ? concat.betweenSpaces() : null;
        var codes = Constants.text(arguments.get(0));
        return word != null && codes != null ? new Listed(word, words(codes), search) : search;
    }

    /// The words with a space on either side.
    private static Set<String> words(String codes) {
        var start = codes.indexOf(' ');
        var end = codes.lastIndexOf(' ');
        return start == end
                ? Set.of()
                : new HashSet<>(Arrays.asList(codes.substring(start + 1, end).split(" ", -1)));
    }

    /// `contains(' A B C ', concat(' ', word, ' '))`: how code lists are asked.
    private record Listed(Expr word, Set<String> words, Expr search) implements Expr.Test {
        @Override
        public boolean test(Frame frame, Object at) {
            var text = Atoms.string(word, frame, at);
            return text.indexOf(' ') < 0 ? words.contains(text) : search.test(frame, at);
        }
    }

    /// Strips, and leaves one space for any white space within.
    static String normalize(String text) {
        if (isNormal(text)) {
            return text;
        }
        var normal = new StringBuilder(text.length());
        var pending = false;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (isWhite(c)) {
                pending = !normal.isEmpty();
            } else {
                if (pending) {
                    normal.append(' ');
                    pending = false;
                }
                normal.append(c);
            }
        }
        return normal.toString();
    }

    private static boolean isNormal(String text) {
        var afterSpace = true;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (isWhite(c) && (afterSpace || c != ' ')) {
                return false;
            }
            afterSpace = c == ' ';
        }
        return text.isEmpty() || !afterSpace;
    }

    /// Tells whether there is nothing but white space.
    static boolean isBlank(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (!isWhite(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWhite(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static Expr substring(List<Expr> arguments) {
        return (Expr.One)
                (frame, at) -> {
                    var text = Atoms.string(arguments.get(0), frame, at);
                    double start = rounded(arguments.get(1), frame, at);
                    double end =
                            arguments.size() == 2
                                    ? Double.POSITIVE_INFINITY
                                    : start + rounded(arguments.get(2), frame, at);
                    return piece(text, start, end);
                };
    }

    /// The characters from one place, counted from 1, up to and without another.
    private static String piece(String text, double start, double end) {
        var length = text.codePointCount(0, text.length());
        var from = Math.max(start, 1);
        var to = Math.min(end, length + 1.0);
        if (!(from < to)) {
            return ""; // also where one of them is not a number
        }
        var first = text.offsetByCodePoints(0, (int) from - 1);
        return text.substring(first, text.offsetByCodePoints(first, (int) to - (int) from));
    }

    private static double rounded(Expr argument, Frame frame, Object at) {
        return Math.floor(Atoms.number(Atoms.single(argument, frame, at)) + 0.5);
    }

    private static Expr translate(List<Expr> arguments) {
        return (Expr.One)
                (frame, at) -> {
                    var from = Atoms.string(arguments.get(1), frame, at);
                    var to = Atoms.string(arguments.get(2), frame, at);
                    var translated = new StringBuilder();
                    for (var c : Atoms.string(arguments.get(0), frame, at).toCharArray()) {
                        var index = from.indexOf(c);
                        if (index < 0) {
                            translated.append(c);
                        } else if (index < to.length()) {
                            translated.append(to.charAt(index));
                        }
                    }
                    return translated.toString();
                };
    }

    private static Expr join(List<Expr> arguments) {
        return (Expr.One)
                (frame, at) ->
                        String.join(
                                arguments.size() == 1
                                        ? ""
                                        : Atoms.string(arguments.get(1), frame, at),
                                arguments.getFirst().all(frame, at).stream()
                                        .map(Atoms::text)
                                        .toList());
    }

    private static BiFunction<Frame, Object, Pattern> pattern(Expr expression) {
        var text = Constants.text(expression);
        if (text != null) {
            var compiled = Pattern.compile(text);
            return (_, _) -> compiled;
        }
        return (frame, at) -> Pattern.compile(Atoms.string(expression, frame, at));
    }

    private static Expr matches(List<Expr> arguments) {
        var pattern = pattern(arguments.get(1));
        return (Expr.Test)
                (frame, at) ->
                        pattern.apply(frame, at)
                                .matcher(Atoms.string(arguments.getFirst(), frame, at))
                                .find();
    }

    private static Expr tokenize(List<Expr> arguments) {
        var known = Constants.text(arguments.get(0));
        var separator = Constants.text(arguments.get(1));
        if (known != null && !known.isEmpty() && separator != null) {
            return new Constants(List.of((Object[]) Pattern.compile(separator).split(known, -1)));
        }
        var pattern = pattern(arguments.get(1));
        return (frame, at, enough) -> {
            var text = Atoms.string(arguments.getFirst(), frame, at);
            if (text.isEmpty()) {
                return false;
            }
            for (var token : pattern.apply(frame, at).split(text, -1)) {
                if (enough.test(token)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static Expr replace(List<Expr> arguments) {
        var pattern = pattern(arguments.get(1));
        return (Expr.One)
                (frame, at) ->
                        pattern.apply(frame, at)
                                .matcher(Atoms.string(arguments.get(0), frame, at))
                                .replaceAll(Atoms.string(arguments.get(2), frame, at));
    }
}
