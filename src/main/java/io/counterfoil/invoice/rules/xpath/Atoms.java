package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.xml.Element;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Atomic values and what can be done with them.
///
/// A string is a String, an untyped value of a node is [Untyped], integers and decimals are
/// BigDecimal, doubles Double, dates LocalDate, booleans Boolean.
final class Atoms {

    /// The text of a node, whose type is decided by what it meets.
    record Untyped(String text) {}

    /// An attribute.
    record Attribute(Element owner, String name, String value) {}

    /// What comparing with "not a number" gives.
    static final int UNORDERED = 2;

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
    private static final Pattern DOUBLE =
            Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?|-?INF|NaN");
    private static final Pattern ZONE = Pattern.compile("Z|[+-]\\d{2}:\\d{2}");

    private Atoms() {}

    static boolean isNode(Object item) {
        return item instanceof Element || item instanceof Attribute || item instanceof Tree;
    }

    // Below, what comes often is asked first: a switch over patterns costs several times as much.

    static boolean isTrue(@Nullable Object first, boolean more) {
        if (first == null || isNode(first)) {
            return first != null;
        }
        if (more) {
            throw new XPathFailure("several values have no truth");
        }
        if (first instanceof Boolean truth) {
            return truth;
        }
        return switch (first) {
            case String text -> !text.isEmpty();
            case Untyped untyped -> !untyped.text().isEmpty();
            case BigDecimal number -> number.signum() != 0;
            case Double number -> number != 0 && !number.isNaN();
            default -> throw new XPathFailure("a date has no truth");
        };
    }

    static Object atomize(Object item) {
        return isNode(item) ? new Untyped(text(item)) : item;
    }

    /// The string value of any item.
    static String text(Object item) {
        if (item instanceof Element element) {
            return element.isLeaf() ? element.text() : deep(element);
        }
        if (item instanceof String text) {
            return text;
        }
        if (item instanceof Untyped untyped) {
            return untyped.text();
        }
        if (item instanceof Attribute attribute) {
            return attribute.value();
        }
        return switch (item) {
            case Tree tree -> text(tree.root());
            case BigDecimal number -> print(number);
            case Double number -> print(number);
            default -> item.toString();
        };
    }

    private static String deep(Element element) {
        var text = new StringBuilder(element.text());
        for (var child : element) {
            text.append(text(child));
        }
        return text.toString();
    }

    private static String print(BigDecimal number) {
        if (number.scale() == 0) {
            return number.toString();
        }
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String print(Double number) {
        if (number.isNaN() || number.isInfinite()) {
            return number.isNaN() ? "NaN" : number > 0 ? "INF" : "-INF";
        }
        return print(new BigDecimal(number.toString()));
    }

    static @Nullable Object single(Expr expression, Frame frame, Object at) {
        var found = expression.one(frame, at);
        return found == null ? null : atomize(found);
    }

    /// The one string, or the empty one.
    static String string(Expr expression, Frame frame, Object at) {
        var value = expression.one(frame, at);
        return value == null ? "" : text(value);
    }

    static BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof Double number) {
            if (number.isNaN() || number.isInfinite()) {
                throw new XPathFailure("no decimal: " + number);
            }
            return new BigDecimal(number); // all its digits: 65.4 as a double is a little more
        }
        if (value instanceof Boolean truth) {
            return truth ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        var text = text(value).strip();
        if (!Literals.isDecimal(text)) {
            throw new XPathFailure("no decimal: " + text);
        }
        return new BigDecimal(text);
    }

    static BigDecimal integer(Object value) {
        if (value instanceof String || value instanceof Untyped) {
            var text = text(value).strip();
            if (!INTEGER.matcher(text).matches()) {
                throw new XPathFailure("no integer: " + text);
            }
            return new BigDecimal(text);
        }
        return decimal(value).setScale(0, RoundingMode.DOWN);
    }

    static double number(@Nullable Object value) {
        if (value == null) {
            return Double.NaN;
        }
        if (value instanceof BigDecimal number) {
            return number.doubleValue();
        }
        if (value instanceof Double number) {
            return number;
        }
        if (value instanceof Boolean truth) {
            return truth ? 1.0 : 0.0;
        }
        var text = text(value).strip();
        if (Literals.isDecimal(text)) {
            return Literals.parse(text);
        }
        return DOUBLE.matcher(text).matches()
                ? Double.parseDouble(text.replace("INF", "Infinity"))
                : Double.NaN;
    }

    /// The number that a value must be.
    static double strictNumber(Object value) {
        var number = number(value);
        if (Double.isNaN(number) && !text(value).strip().equals("NaN")) {
            throw new XPathFailure("no number: " + text(value));
        }
        return number;
    }

    static LocalDate date(Object value) {
        if (value instanceof LocalDate date) {
            return date;
        }
        var text = text(value).strip();
        var day =
                Literals.day(
                        text.length() > 10 && ZONE.matcher(text.substring(10)).matches()
                                ? text.substring(0, 10)
                                : text);
        if (day == null) {
            throw new XPathFailure("no date: " + text);
        }
        return day;
    }

    /// Makes a value of one type of another.
    interface Cast {
        Object of(Object value);
    }

    /// The cast to a type.
    static Cast cast(String type) {
        return switch (type) {
            case "xs:decimal" -> Atoms::decimal;
            case "xs:integer", "xs:int", "xs:long" -> Atoms::integer;
            case "xs:double", "xs:float" -> Atoms::strictNumber;
            case "xs:date" -> Atoms::date;
            case "xs:string" -> Atoms::text;
            case "xs:boolean" -> Atoms::truth;
            default ->
                    _ -> {
                        throw new XPathFailure("no cast to " + type);
                    };
        };
    }

    private static Boolean truth(Object value) {
        return switch (value) {
            case Boolean truth -> truth;
            case BigDecimal number -> number.signum() != 0;
            case Double number -> number != 0 && !number.isNaN();
            default ->
                    switch (text(value).strip()) {
                        case "true", "1" -> true;
                        case "false", "0" -> false;
                        default -> throw new XPathFailure("no boolean: " + text(value));
                    };
        };
    }

    /// Compares two values as a general comparison does: -1, 0 or 1, or [#UNORDERED].
    static int compare(Object left, Object right) {
        if (left instanceof Boolean || right instanceof Boolean) {
            return truth(left).compareTo(truth(right));
        }
        if (left instanceof LocalDate || right instanceof LocalDate) {
            return Integer.signum(date(left).compareTo(date(right)));
        }
        if (isNumber(left) || isNumber(right)) {
            if (left instanceof String || right instanceof String) {
                throw new XPathFailure("a string meets a number");
            }
            return compareNumbers(left, right);
        }
        return Integer.signum(text(left).compareTo(text(right)));
    }

    private static int compareNumbers(Object left, Object right) {
        if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
            return a.compareTo(b);
        }
        var a = strictNumber(left);
        var b = strictNumber(right);
        return Double.isNaN(a) || Double.isNaN(b) ? UNORDERED : a < b ? -1 : a > b ? 1 : 0;
    }

    private static boolean isNumber(Object value) {
        return value instanceof BigDecimal || value instanceof Double;
    }
}
