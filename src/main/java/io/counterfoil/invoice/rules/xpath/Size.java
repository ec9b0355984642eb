package io.counterfoil.invoice.rules.xpath;

import io.counterfoil.invoice.rules.xpath.Expr.Truth;

/// How many nodes a path leads to from any element of a place.
enum Size {
    NONE,
    ONE,
    AT_MOST_ONE,
    AT_LEAST_ONE,
    ANY;

    static Size of(boolean everywhere, boolean several) {
        if (everywhere) {
            return several ? AT_LEAST_ONE : ONE;
        }
        return several ? ANY : AT_MOST_ONE;
    }

    /// Whether it leads anywhere.
    Truth exists() {
        return switch (this) {
            case NONE -> Truth.NO;
            case ONE, AT_LEAST_ONE -> Truth.YES;
            case AT_MOST_ONE, ANY -> Truth.UNDECIDED;
        };
    }
}
