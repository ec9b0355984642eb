package io.counterfoil.invoice.rules.xpath;

import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/// How numbers and days are mostly written in invoices.
public final class Literals {

    /// As many digits as a double holds without loss.
    private static final int EXACT_DIGITS = 15;

    /// Powers of ten that a double holds without loss.
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private Literals() {}

    /// Tells whether a text is digits with at most one point and one sign, and nothing else.
    public static boolean isDecimal(String text) {
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

    /// The double nearest to a decimal: of two numbers that a double holds exactly the quotient is
    /// rounded but once.
    ///
    /// @param decimal a text that [#isDecimal] accepts
    static double parse(String decimal) {
        if (decimal.length() > EXACT_DIGITS) {
            return Double.parseDouble(decimal);
        }
        var whole = 0L;
        var scale = -1;
        for (var i = 0; i < decimal.length(); i++) {
            var c = decimal.charAt(i);
            if (c == '.') {
                scale = 0;
            } else if (c != '-' && c != '+') {
                whole = whole * 10 + (c - '0');
                scale += scale < 0 ? 0 : 1;
            }
        }
        var value = scale <= 0 ? whole : whole / POWERS[scale];
        return decimal.charAt(0) == '-' ? -value : value;
    }

    /// The day that a text like `2026-02-28` names; `null` where there is no such day.
    public static @Nullable LocalDate day(String text) {
        if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return null;
        }
        var year = digits(text, 0, 4);
        var month = digits(text, 5, 7);
        var day = digits(text, 8, 10);
        return year < 0
                        || month < 1
                        || month > 12
                        || day < 1
                        || day > YearMonth.of(year, month).lengthOfMonth()
                ? null
                : LocalDate.of(year, month, day);
    }

    /// The number that digits stand for; -1 where something else is among them.
    private static int digits(String text, int from, int to) {
        var number = 0;
        for (var i = from; i < to; i++) {
            var digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
