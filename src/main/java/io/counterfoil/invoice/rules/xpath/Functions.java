package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.rules.xpath.Atoms.Attribute;
import io.counterfoil.invoice.rules.xpath.Operators.Constant;
import io.counterfoil.invoice.xml.Element;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The functions that the rule sets call.
final class Functions {

    private static final Expr THIS = (Expr.One) Focus::item;

    private Functions() {}

    static Expr call(String name, List<Expr> arguments) {
        var plain = name.startsWith("fn:") ? name.substring(3) : name;
        if (plain.startsWith("xs:")) {
            return Operators.cast(arguments.getFirst(), plain);
        }
        return switch (plain) {
            case "true" -> Operators.constant(true);
            case "false" -> Operators.constant(false);
            case "not" -> test(arguments, (a, focus) -> !a.test(focus));
            case "boolean" -> test(arguments, Expr::test);
            case "exists" -> test(arguments, Expr::exists);
            case "empty" -> test(arguments, (a, focus) -> !a.exists(focus));
            case "position" -> (Expr.One) focus -> BigDecimal.valueOf(focus.position());
            case "last" -> (Expr.One) focus -> BigDecimal.valueOf(focus.size());
            case "count",
                    "sum",
                    "distinct-values",
                    "reverse",
                    "string-to-codepoints",
                    "codepoints-to-string" ->
                    sequences(plain, arguments.getFirst());
            case "number", "abs", "round", "floor" -> numbers(plain, arguments);
            case "name", "local-name" -> names(plain, arguments);
            default -> Texts.call(plain, arguments);
        };
    }

    private interface Judgement {
        boolean of(Expr argument, Focus focus);
    }

    private static Expr test(List<Expr> arguments, Judgement judgement) {
        var argument = arguments.getFirst();
        return (Expr.Test) focus -> judgement.of(argument, focus);
    }

    private static Expr sequences(String name, Expr argument) {
        return switch (name) {
            case "count" ->
                    (Expr.One)
                            focus -> {
                                var count = new int[1];
                                argument.each(focus, _ -> ++count[0] < 0);
                                return BigDecimal.valueOf(count[0]);
                            };
            case "sum" -> (Expr.One) focus -> Atoms.sum(argument.all(focus));
            case "distinct-values" ->
                    (focus, enough) -> {
                        var seen = new HashSet<String>();
                        return argument.each(
                                focus,
                                item ->
                                        seen.add(Atoms.text(item))
                                                && enough.test(Atoms.atomize(item)));
                    };
            case "reverse" ->
                    (focus, enough) -> {
                        var items = new ArrayList<>(argument.all(focus));
                        Collections.reverse(items);
                        return items.stream().anyMatch(enough);
                    };
            case "string-to-codepoints" ->
                    (focus, enough) ->
                            Atoms.string(argument, focus)
                                    .codePoints()
                                    .mapToObj(BigDecimal::valueOf)
                                    .anyMatch(enough);
            default ->
                    (Expr.One)
                            focus -> {
                                var text = new StringBuilder();
                                argument.all(focus)
                                        .forEach(item ->
                                                text.appendCodePoint(
                                                        Atoms.integer(Atoms.atomize(item))
                                                                .intValueExact()));
                                return text.toString();
                            };
        };
    }

    private static Expr numbers(String name, List<Expr> arguments) {
        var argument = arguments.isEmpty() ? THIS : arguments.getFirst();
        if (name.equals("number")) {
            return (Expr.One) focus -> Atoms.number(Atoms.single(argument, focus));
        }
        return (Expr.One)
                focus -> {
                    var value = Atoms.single(argument, focus);
                    if (value == null) {
                        return null;
                    }
                    return name.equals("abs") ? abs(value) : Atoms.round(value);
                };
    }

    private static Object abs(Object value) {
        return value instanceof BigDecimal number
                ? number.abs()
                : (Object) Math.abs(Atoms.number(value));
    }

    private static Expr names(String name, List<Expr> arguments) {
        var argument = arguments.isEmpty() ? THIS : arguments.getFirst();
        return (Expr.One)
                focus -> {
                    var found = new Object[1];
                    argument.each(
                            focus,
                            item -> {
                                found[0] = item;
                                return true;
                            });
                    var qualified =
                            switch (found[0]) {
                                case Element element -> element.name();
                                case Attribute attribute -> attribute.name();
                                case null, default -> "";
                            };
                    return name.equals("name")
                            ? qualified
                            : qualified.substring(qualified.indexOf(':') + 1);
                };
    }

    /// Functions on texts.
    private static final class Texts {

        static Expr call(String name, List<Expr> arguments) {
            return switch (name) {
                case "string" -> one(arguments, text -> text);
                case "normalize-space" -> one(arguments, Texts::normalize);
                case "upper-case" -> one(arguments, text -> text.toUpperCase(Locale.ROOT));
                case "lower-case" -> one(arguments, text -> text.toLowerCase(Locale.ROOT));
                case "string-length" ->
                        one(
                                arguments,
                                text -> BigDecimal.valueOf(text.codePointCount(0, text.length())));
                case "concat" ->
                        (Expr.One)
                                focus -> {
                                    var text = new StringBuilder();
                                    arguments.forEach(a -> text.append(Atoms.string(a, focus)));
                                    return text.toString();
                                };
                case "contains" -> two(arguments, String::contains);
                case "starts-with" -> two(arguments, String::startsWith);
                case "ends-with" -> two(arguments, String::endsWith);
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
                default ->
                        throw new IllegalArgumentException(
                                "the function " + name + " is not known");
            };
        }

        private static Expr one(List<Expr> arguments, Function<String, Object> function) {
            var argument = arguments.isEmpty() ? THIS : arguments.getFirst();
            return (Expr.One) focus -> function.apply(Atoms.string(argument, focus));
        }

        private interface Two {
            Object of(String first, String second);
        }

        private static Expr two(List<Expr> arguments, Two function) {
            var first = arguments.get(0);
            var second = arguments.get(1);
            return (Expr.One)
                    focus -> function.of(Atoms.string(first, focus), Atoms.string(second, focus));
        }

        /// Strips, and leaves one space for any white space within.
        private static String normalize(String text) {
            var normal = new StringBuilder(text.length());
            var pending = false;
            for (var i = 0; i < text.length(); i++) {
                var c = text.charAt(i);
                if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
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

        private static Expr substring(List<Expr> arguments) {
            return (Expr.One)
                    focus -> {
                        var text = Atoms.string(arguments.get(0), focus);
                        double start = rounded(arguments.get(1), focus);
                        double end =
                                arguments.size() == 2
                                        ? Double.POSITIVE_INFINITY
                                        : start + rounded(arguments.get(2), focus);
                        var piece = new StringBuilder();
                        var position = 1;
                        for (var point : text.codePoints().toArray()) {
                            if (position >= start && position < end) {
                                piece.appendCodePoint(point);
                            }
                            position++;
                        }
                        return piece.toString();
                    };
        }

        private static double rounded(Expr argument, Focus focus) {
            return Math.floor(Atoms.number(Atoms.single(argument, focus)) + 0.5);
        }

        private static Expr translate(List<Expr> arguments) {
            return (Expr.One)
                    focus -> {
                        var from = Atoms.string(arguments.get(1), focus);
                        var to = Atoms.string(arguments.get(2), focus);
                        var translated = new StringBuilder();
                        for (var c : Atoms.string(arguments.get(0), focus).toCharArray()) {
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
                    focus ->
                            String.join(
                                    arguments.size() == 1
                                            ? ""
                                            : Atoms.string(arguments.get(1), focus),
                                    arguments.getFirst().all(focus).stream()
                                            .map(Atoms::text)
                                            .toList());
        }

        private static Function<Focus, Pattern> pattern(Expr expression) {
            if (expression instanceof Constant constant) {
                var compiled = Pattern.compile(Atoms.text(constant.value()));
                return _ -> compiled;
            }
            return focus -> Pattern.compile(Atoms.string(expression, focus));
        }

        private static Expr matches(List<Expr> arguments) {
            var pattern = pattern(arguments.get(1));
            return (Expr.Test)
                    focus ->
                            pattern.apply(focus)
                                    .matcher(Atoms.string(arguments.getFirst(), focus))
                                    .find();
        }

        private static Expr tokenize(List<Expr> arguments) {
            var pattern = pattern(arguments.get(1));
            return (focus, enough) -> {
                var text = Atoms.string(arguments.getFirst(), focus);
                if (text.isEmpty()) {
                    return false;
                }
                for (var token : pattern.apply(focus).split(text, -1)) {
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
                    focus ->
                            pattern.apply(focus)
                                    .matcher(Atoms.string(arguments.get(0), focus))
                                    .replaceAll(Atoms.string(arguments.get(2), focus));
        }
    }
}
