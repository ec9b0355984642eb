package io.counterfoil.invoice.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The sums of the document (BG-22).
public record Totals(
        @Term("BT-106") @Nullable BigDecimal lines,
        @Term("BT-107") @Nullable BigDecimal allowances,
        @Term("BT-108") @Nullable BigDecimal charges,
        @Term("BT-109") @Nullable BigDecimal withoutVat,
        @Term("BT-110") @Nullable BigDecimal vat,
        @Term("BT-111") @Nullable BigDecimal vatInAccountingCurrency,
        @Term("BT-112") @Nullable BigDecimal withVat,
        @Term("BT-113") @Nullable BigDecimal paid,
        @Term("BT-114") @Nullable BigDecimal rounding,
        @Term("BT-115") @Nullable BigDecimal due) {

    /// No sum is given.
    public static final Totals UNKNOWN =
            new Totals(null, null, null, null, null, null, null, null, null, null);
}
