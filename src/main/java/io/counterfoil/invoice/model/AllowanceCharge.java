package io.counterfoil.invoice.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// An allowance or a charge, of the document (BG-20, BG-21) or of a line (BG-27, BG-28).
///
/// Which of the four it is follows from the list it stands in. A line's has no VAT of its own.
///
/// @param percent 10 means ten per cent
/// @param reasonCode UNTDID 5189 for an allowance, UNTDID 7161 for a charge
public record AllowanceCharge(
        @Term({"BT-92", "BT-99", "BT-136", "BT-141"}) @Nullable BigDecimal amount,
        @Term({"BT-93", "BT-100", "BT-137", "BT-142"}) @Nullable BigDecimal base,
        @Term({"BT-94", "BT-101", "BT-138", "BT-143"}) @Nullable BigDecimal percent,
        @Term({"BT-95", "BT-102"}) @Nullable String vatCategory,
        @Term({"BT-96", "BT-103"}) @Nullable BigDecimal vatRate,
        @Term({"BT-97", "BT-104", "BT-139", "BT-144"}) @Nullable String reason,
        @Term({"BT-98", "BT-105", "BT-140", "BT-145"}) @Nullable String reasonCode) {}
