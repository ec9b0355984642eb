package io.counterfoil.invoice.model;

import org.jspecify.annotations.Nullable;

/// Who is paid, when that is not the seller (BG-10).
public record Payee(
        @Term("BT-59") @Nullable String name,
        @Term("BT-60") @Nullable Identifier identifier,
        @Term("BT-61") @Nullable Identifier legalId) {}
