package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.xml.Element;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
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

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
    private static final Pattern DOUBLE =
            Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?|-?INF|NaN");
    private static final Pattern DATE =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(Z|[+-]\\d{2}:\\d{2})?");

    /// Digits kept when a division does not end; far beyond any amount of money.
    private static final MathContext DIVISION = new MathContext(34, RoundingMode.HALF_EVEN);

    private static final BigDecimal HUNDRED = new BigDecimal("100");

    private Atoms() {}

    static boolean isNode(Object item) {
        return item instanceof Element || item instanceof Attribute || item instanceof Tree;
    }

    static boolean isTrue(@Nullable Object first, boolean more) {
        if (first == null || isNode(first)) {
            return first != null;
        }
        if (more) {
            throw new XPathFailure("several values have no truth");
        }
        return switch (first) {
            case Boolean truth -> truth;
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
        return switch (item) {
            case Element element -> element.isLeaf() ? element.text() : deep(element);
            case Attribute attribute -> attribute.value();
            case Tree tree -> text(tree.root());
            case Untyped untyped -> untyped.text();
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
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static String print(Double number) {
        if (number.isNaN() || number.isInfinite()) {
            return number.isNaN() ? "NaN" : number > 0 ? "INF" : "-INF";
        }
        return print(new BigDecimal(number.toString()));
    }

    static @Nullable Object single(Expr expression, Focus focus) {
        var found = expression.one(focus);
        return found == null ? null : atomize(found);
    }

    /// The one string, or the empty one.
    static String string(Expr expression, Focus focus) {
        var value = expression.one(focus);
        return value == null ? "" : text(value);
    }

    static BigDecimal decimal(Object value) {
        return switch (value) {
            case BigDecimal number -> number;
            case Double number -> {
                if (number.isNaN() || number.isInfinite()) {
                    throw new XPathFailure("no decimal: " + number);
                }
                yield BigDecimal.valueOf(number);
            }
            case Boolean truth -> truth ? BigDecimal.ONE : BigDecimal.ZERO;
            default -> {
                var text = text(value).strip();
                if (!isDecimal(text)) {
                    throw new XPathFailure("no decimal: " + text);
                }
                yield new BigDecimal(text);
            }
        };
    }

    /// Digits with at most one point and one sign, as most numbers of invoices are.
    private static boolean isDecimal(String text) {
        var digits = 0;
        var points = 0;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.') {
                points++;
            } else if (i > 0 || (c != '-' && c != '+')) {
                return false;
            }
        }
        return digits > 0 && points <= 1;
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

    static Double number(@Nullable Object value) {
        return switch (value) {
            case null -> Double.NaN;
            case BigDecimal number -> number.doubleValue();
            case Double number -> number;
            case Boolean truth -> truth ? 1.0 : 0.0;
            default -> {
                var text = text(value).strip();
                yield isDecimal(text) || DOUBLE.matcher(text).matches()
                        ? Double.parseDouble(text.replace("INF", "Infinity"))
                        : Double.NaN;
            }
        };
    }

    private static Double strictNumber(Object value) {
        var number = number(value);
        if (number.isNaN() && !text(value).strip().equals("NaN")) {
            throw new XPathFailure("no number: " + text(value));
        }
        return number;
    }

    static LocalDate date(Object value) {
        if (value instanceof LocalDate date) {
            return date;
        }
        var shape = DATE.matcher(text(value).strip());
        if (!shape.matches()) {
            throw new XPathFailure("no date: " + text(value));
        }
        try {
            return LocalDate.parse(shape.group(1));
        } catch (DateTimeException problem) {
            throw new XPathFailure("no date: " + text(value));
        }
    }

    static Object cast(Object value, String type) {
        return switch (type) {
            case "xs:decimal" -> decimal(value);
            case "xs:integer", "xs:int", "xs:long" -> integer(value);
            case "xs:double", "xs:float" -> strictNumber(value);
            case "xs:date" -> date(value);
            case "xs:string" -> text(value);
            case "xs:boolean" -> truth(value);
            default -> throw new XPathFailure("no cast to " + type);
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

    /// Compares two values as a general comparison does; `null` when they are not comparable as
    /// NaN.
    static @Nullable Integer compare(Object left, Object right) {
        if (left instanceof Boolean || right instanceof Boolean) {
            return truth(left).compareTo(truth(right));
        }
        if (left instanceof LocalDate || right instanceof LocalDate) {
            return date(left).compareTo(date(right));
        }
        if (isNumber(left) || isNumber(right)) {
            if (left instanceof String || right instanceof String) {
                throw new XPathFailure("a string meets a number");
            }
            return compareNumbers(left, right);
        }
        return text(left).compareTo(text(right));
    }

    private static @Nullable Integer compareNumbers(Object left, Object right) {
        if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
            return a.compareTo(b);
        }
        var a = strictNumber(left);
        var b = strictNumber(right);
        return a.isNaN() || b.isNaN() ? null : (a < b ? -1 : a > b ? 1 : 0);
    }

    private static boolean isNumber(Object value) {
        return value instanceof BigDecimal || value instanceof Double;
    }

    static Object calculate(String operator, Object left, Object right) {
        if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
            return switch (operator) {
                case "+" -> a.add(b);
                case "-" -> a.subtract(b);
                case "*" -> a.multiply(b);
                case "div" -> divide(a, b);
                case "idiv" -> nonZero(a, b).divideToIntegralValue(b);
                default -> nonZero(a, b).remainder(b);
            };
        }
        double a = arithmetic(left);
        double b = arithmetic(right);
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "div" -> a / b;
            case "idiv" -> new BigDecimal(a / b).setScale(0, RoundingMode.DOWN);
            default -> a % b;
        };
    }

    private static double arithmetic(Object value) {
        if (value instanceof String) {
            throw new XPathFailure("a string is no operand");
        }
        return strictNumber(value);
    }

    private static BigDecimal nonZero(BigDecimal a, BigDecimal b) {
        if (b.signum() == 0) {
            throw new XPathFailure("division by zero");
        }
        return a;
    }

    private static BigDecimal divide(BigDecimal a, BigDecimal b) {
        var isShort = a.precision() <= DIVISION.getPrecision();
        if (isShort && b.compareTo(BigDecimal.ONE) == 0) {
            return a;
        }
        if (isShort && b.compareTo(HUNDRED) == 0) {
            return a.movePointLeft(2);
        }
        return nonZero(a, b).divide(b, DIVISION);
    }

    /// Rounds half towards positive infinity.
    static Object round(Object value) {
        return switch (value) {
            case BigDecimal number ->
                    number.scale() <= 0
                            ? number
                            : number.add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR);
            default -> {
                double number = arithmetic(value);
                yield Double.isNaN(number) || Double.isInfinite(number)
                        ? number
                        : Math.floor(number + 0.5);
            }
        };
    }

    static Object sum(List<Object> items) {
        Object sum = BigDecimal.ZERO;
        for (var item : items) {
            var value = atomize(item);
            sum = calculate("+", sum, value instanceof Untyped ? strictNumber(value) : value);
        }
        return sum;
    }
}
