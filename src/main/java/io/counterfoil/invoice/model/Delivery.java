package io.counterfoil.invoice.model;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Where, to whom and when the goods went (BG-13).
public record Delivery(
        @Term("BT-70") @Nullable String name,
        @Term("BT-71") @Nullable Identifier location,
        @Term("BT-72") @Nullable LocalDate date,
        @Term("BG-15") @Nullable Address address) {}
