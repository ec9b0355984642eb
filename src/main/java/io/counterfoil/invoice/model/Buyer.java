package io.counterfoil.invoice.model;

import org.jspecify.annotations.Nullable;

/// The buyer (BG-7).
public record Buyer(
        @Term("BT-44") @Nullable String name,
        @Term("BT-45") @Nullable String tradingName,
        @Term("BT-46") @Nullable Identifier identifier,
        @Term("BT-47") @Nullable Identifier legalId,
        @Term("BT-48") @Nullable String vatId,
        @Term("BT-49") @Nullable Identifier endpoint,
        @Term("BG-8") @Nullable Address address,
        @Term("BG-9") @Nullable Contact contact) {

    /// A buyer of whom nothing is known.
    public static final Buyer UNKNOWN = new Buyer(null, null, null, null, null, null, null, null);
}
