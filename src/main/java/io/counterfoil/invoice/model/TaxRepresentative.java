package io.counterfoil.invoice.model;

import org.jspecify.annotations.Nullable;

/// Who answers to the tax authority for the seller (BG-11).
public record TaxRepresentative(
        @Term("BT-62") @Nullable String name,
        @Term("BT-63") @Nullable String vatId,
        @Term("BG-12") @Nullable Address address) {}
