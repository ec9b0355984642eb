package io.counterfoil.invoice.model;

import org.jspecify.annotations.Nullable;

/// A postal address: of the seller, the buyer, the tax representative or the place of delivery.
///
/// @param country ISO 3166-1 alpha-2
public record Address(
        @Term({"BT-35", "BT-50", "BT-64", "BT-75"}) @Nullable String line1,
        @Term({"BT-36", "BT-51", "BT-65", "BT-76"}) @Nullable String line2,
        @Term({"BT-162", "BT-163", "BT-164", "BT-165"}) @Nullable String line3,
        @Term({"BT-37", "BT-52", "BT-66", "BT-77"}) @Nullable String city,
        @Term({"BT-38", "BT-53", "BT-67", "BT-78"}) @Nullable String postCode,
        @Term({"BT-39", "BT-54", "BT-68", "BT-79"}) @Nullable String subdivision,
        @Term({"BT-40", "BT-55", "BT-69", "BT-80"}) @Nullable String country) {}
