package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.rules.xpath.Atoms.Untyped;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// What is calculated with numbers: exactly, unless one of them is a double.
enum Arithmetic {
    ADD {
        @Override
        Object ofDecimals(BigDecimal a, BigDecimal b) {
            return a.add(b);
        }

        @Override
        Object ofDoubles(double a, double b) {
            return a + b;
        }
    },
    SUBTRACT {
        @Override
        Object ofDecimals(BigDecimal a, BigDecimal b) {
            return a.subtract(b);
        }

        @Override
        Object ofDoubles(double a, double b) {
            return a - b;
        }
    },
    MULTIPLY {
        @Override
        Object ofDecimals(BigDecimal a, BigDecimal b) {
            return a.multiply(b);
        }

        @Override
        Object ofDoubles(double a, double b) {
            return a * b;
        }
    },
    DIVIDE {
        @Override
        Object ofDecimals(BigDecimal a, BigDecimal b) {
            return divide(a, b);
        }

        @Override
        Object ofDoubles(double a, double b) {
            return a / b;
        }
    },
    DIVIDE_WHOLE {
        @Override
        Object ofDecimals(BigDecimal a, BigDecimal b) {
            return nonZero(a, b).divideToIntegralValue(b);
        }

        @Override
        Object ofDoubles(double a, double b) {
            return new BigDecimal(a / b).setScale(0, RoundingMode.DOWN);
        }
    },
    REMAINDER {
        @Override
        Object ofDecimals(BigDecimal a, BigDecimal b) {
            return remainder(a, b);
        }

        @Override
        Object ofDoubles(double a, double b) {
            return a % b;
        }
    };

    /// Digits kept when a division does not end; far beyond any amount of money.
    private static final MathContext DIVISION = new MathContext(34, RoundingMode.HALF_EVEN);

    private static final BigDecimal HUNDRED = new BigDecimal("100");
    private static final BigDecimal HALF = new BigDecimal("0.5");

    abstract Object ofDecimals(BigDecimal a, BigDecimal b);

    abstract Object ofDoubles(double a, double b);

    /// The operation that an operator stands for.
    static Arithmetic of(String operator) {
        return switch (operator) {
            case "+" -> ADD;
            case "-" -> SUBTRACT;
            case "*" -> MULTIPLY;
            case "div" -> DIVIDE;
            case "idiv" -> DIVIDE_WHOLE;
            case "mod" -> REMAINDER;
            default -> throw new IllegalArgumentException("no operator: " + operator);
        };
    }

    /// The result for two atomic values.
    Object of(Object left, Object right) {
        return left instanceof BigDecimal a && right instanceof BigDecimal b
                ? ofDecimals(a, b)
                : ofDoubles(operand(left), operand(right));
    }

    private static double operand(Object value) {
        if (value instanceof String) {
            throw new XPathFailure("a string is no operand");
        }
        return Atoms.strictNumber(value);
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

    /// Of whole numbers, which check digits are made of, the remainder is found many times faster.
    private static BigDecimal remainder(BigDecimal a, BigDecimal b) {
        return a.scale() == 0 && b.scale() == 0 && b.signum() != 0
                ? new BigDecimal(a.unscaledValue().remainder(b.unscaledValue()))
                : nonZero(a, b).remainder(b);
    }

    /// Rounds half towards positive infinity.
    static Object round(Object value) {
        if (value instanceof BigDecimal number) {
            return number.scale() <= 0 ? number : number.add(HALF).setScale(0, RoundingMode.FLOOR);
        }
        var number = operand(value);
        return Double.isNaN(number) || Double.isInfinite(number)
                ? number
                : Math.floor(number + 0.5);
    }

    /// Adds the items of an expression up.
    static Object sum(Expr items, Frame frame, Object at) {
        var sum = new Object[] {BigDecimal.ZERO};
        items.each(
                frame,
                at,
                item -> {
                    var value = Atoms.atomize(item);
                    sum[0] =
                            ADD.of(
                                    sum[0],
                                    value instanceof Untyped
                                            ? (Object) Atoms.strictNumber(value)
                                            : value);
                    return false;
                });
        return sum[0];
    }
}
