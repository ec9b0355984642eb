package io.counterfoil.invoice.model;

import org.jspecify.annotations.Nullable;

/// Whom to ask at the seller or the buyer.
public record Contact(
        @Term({"BT-41", "BT-56"}) @Nullable String name,
        @Term({"BT-42", "BT-57"}) @Nullable String telephone,
        @Term({"BT-43", "BT-58"}) @Nullable String email) {}
