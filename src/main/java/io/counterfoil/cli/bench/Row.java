package io.counterfoil.cli.bench;

import java.util.Locale;

/// One figure, with what the same machine does at most beside it.
///
/// @param unit of both values
/// @param limit what the raw limit is of
public record Row(String what, double value, String unit, String limit, double raw) {

    /// A line for a person.
    public String line() {
        var left = "%-46s %12s %-8s".formatted(what, number(value), unit);
        return limit.isEmpty()
                ? left.stripTrailing()
                : "%s  %12s  %s".formatted(left, number(raw), limit);
    }

    /// A figure that no limit stands beside.
    static Row alone(String what, double value, String unit) {
        return new Row(what, value, unit, "", Double.NaN);
    }

    private static String number(double value) {
        return value < 100
                ? String.format(Locale.ROOT, "%.2f", value)
                : String.format(Locale.ROOT, "%,.0f", value);
    }
}
