package io.counterfoil.invoice.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One position of the invoice (BG-25).
public record Line(
        @Term("BT-126") @Nullable String id,
        @Term("BT-127") @Nullable String note,
        @Term("BT-128") @Nullable Identifier object,
        @Term({"BT-129", "BT-130"}) @Nullable Quantity quantity,
        @Term("BT-131") @Nullable BigDecimal netAmount,
        @Term("BT-132") @Nullable String orderLine,
        @Term("BT-133") @Nullable String buyerAccounting,
        @Term("BG-26") @Nullable Period period,
        @Term("BG-27") List<AllowanceCharge> allowances,
        @Term("BG-28") List<AllowanceCharge> charges,
        @Term("BG-29") @Nullable Price price,
        @Term("BG-30") @Nullable Vat vat,
        @Term("BG-31") Item item) {

    public Line {
        allowances = List.copyOf(Objects.requireNonNullElse(allowances, List.of()));
        charges = List.copyOf(Objects.requireNonNullElse(charges, List.of()));
        item = Objects.requireNonNullElse(item, Item.UNKNOWN);
    }

    /// What one base quantity costs, without VAT (BG-29).
    ///
    /// @param discount of the gross price; none of zero, which UBL has to write and CII has not
    /// @param baseQuantity how many units the price is for; absent means one
    public record Price(
            @Term("BT-146") @Nullable BigDecimal net,
            @Term("BT-147") @Nullable BigDecimal discount,
            @Term("BT-148") @Nullable BigDecimal gross,
            @Term({"BT-149", "BT-150"}) @Nullable Quantity baseQuantity) {

        public Price {
            var isNothing = gross != null && discount != null && discount.signum() == 0;
            discount = isNothing ? null : discount;
        }
    }

    /// Category and rate of the line's VAT (BG-30).
    public record Vat(
            @Term("BT-151") @Nullable String category, @Term("BT-152") @Nullable BigDecimal rate) {}
}
