package io.counterfoil.invoice.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The tax of one category and rate (BG-23).
///
/// @param category UNTDID 5305, the subset of EN 16931
/// @param rate 19 means nineteen per cent
public record VatBreakdown(
        @Term("BT-116") @Nullable BigDecimal taxable,
        @Term("BT-117") @Nullable BigDecimal tax,
        @Term("BT-118") @Nullable String category,
        @Term("BT-119") @Nullable BigDecimal rate,
        @Term("BT-120") @Nullable String exemptionReason,
        @Term("BT-121") @Nullable String exemptionCode) {}
