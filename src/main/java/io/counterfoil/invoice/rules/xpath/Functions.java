package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.rules.xpath.Atoms.Attribute;
import io.counterfoil.invoice.xml.Element;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;

/// The functions that the rule sets call.
final class Functions {

    private Functions() {}

    static Expr call(String name, List<Expr> arguments) {
        var plain = name.startsWith("fn:") ? name.substring(3) : name;
        if (plain.startsWith("xs:")) {
            return Casts.of(arguments.getFirst(), plain);
        }
        return switch (plain) {
            case "true" -> Constants.of(true);
            case "false" -> Constants.of(false);
            case "not" -> new Operators.Not(arguments.getFirst());
            case "boolean" -> (Expr.Test) arguments.getFirst()::test;
            case "exists" -> new Operators.Exists(arguments.getFirst());
            case "empty" -> new Operators.Not(new Operators.Exists(arguments.getFirst()));
            case "position" -> (Expr.One) (frame, _) -> BigDecimal.valueOf(frame.position());
            case "last" -> (Expr.One) (frame, _) -> BigDecimal.valueOf(frame.size());
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

    private static Expr sequences(String name, Expr argument) {
        return switch (name) {
            case "count" -> new Count(argument);
            case "sum" -> (Expr.One) (frame, at) -> Arithmetic.sum(argument, frame, at);
            case "distinct-values" ->
                    (frame, at, enough) -> {
                        var seen = new HashSet<String>();
                        return argument.each(
                                frame,
                                at,
                                item ->
                                        seen.add(Atoms.text(item))
                                                && enough.test(Atoms.atomize(item)));
                    };
            case "reverse" ->
                    (frame, at, enough) -> {
                        var items = new ArrayList<>(argument.all(frame, at));
                        Collections.reverse(items);
                        return new Constants(items).each(frame, at, enough);
                    };
            case "string-to-codepoints" ->
                    (frame, at, enough) -> codePoints(Atoms.string(argument, frame, at), enough);
            default ->
                    (Expr.One)
                            (frame, at) -> {
                                var text = new StringBuilder();
                                argument.all(frame, at)
                                        .forEach(item ->
                                                text.appendCodePoint(
                                                        Atoms.integer(Atoms.atomize(item))
                                                                .intValueExact()));
                                return text.toString();
                            };
        };
    }

    /// `count(nodes)`.
    record Count(Expr nodes) implements Expr.One {
        @Override
        public Object one(Frame frame, Object at) {
            var count = new int[1];
            nodes.each(frame, at, _ -> ++count[0] < 0);
            return BigDecimal.valueOf(count[0]);
        }
    }

    private static boolean codePoints(String text, Predicate<Object> enough) {
        for (var i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            if (enough.test(BigDecimal.valueOf(text.codePointAt(i)))) {
                return true;
            }
        }
        return false;
    }

    private static Expr numbers(String name, List<Expr> arguments) {
        var argument = arguments.isEmpty() ? Operands.THIS : arguments.getFirst();
        if (name.equals("number")) {
            return (Expr.One) (frame, at) -> Atoms.number(Atoms.single(argument, frame, at));
        }
        return (Expr.One)
                (frame, at) -> {
                    var value = Atoms.single(argument, frame, at);
                    if (value == null) {
                        return null;
                    }
                    return name.equals("abs") ? abs(value) : Arithmetic.round(value);
                };
    }

    private static Object abs(Object value) {
        return value instanceof BigDecimal number
                ? number.abs()
                : (Object) Math.abs(Atoms.number(value));
    }

    private static Expr names(String name, List<Expr> arguments) {
        var argument = arguments.isEmpty() ? Operands.THIS : arguments.getFirst();
        return new Name(argument, name.equals("local-name"));
    }

    /// `name(node)` and `local-name(node)`.
    record Name(Expr node, boolean local) implements Expr.One {
        @Override
        public Object one(Frame frame, Object at) {
            if (node instanceof Operands.This) {
                return of(at);
            }
            var found = new Object[1];
            node.each(
                    frame,
                    at,
                    item -> {
                        found[0] = item;
                        return true;
                    });
            return found[0] == null ? "" : of(found[0]);
        }

        String of(Object node) {
            return switch (node) {
                case Element element -> of(local ? element.name() : element.written());
                case Attribute attribute -> of(attribute.name());
                default -> "";
            };
        }

        String of(String qualified) {
            var end = qualified.startsWith("{") ? '}' : ':';
            return local ? qualified.substring(qualified.indexOf(end) + 1) : qualified;
        }
    }
}
