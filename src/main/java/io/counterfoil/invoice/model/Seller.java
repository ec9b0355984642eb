package io.counterfoil.invoice.model;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The seller (BG-4).
///
/// @param identifiers kept in one order, those without a scheme first: the order has no meaning,
///   and CII cannot keep another
public record Seller(
        @Term("BT-27") @Nullable String name,
        @Term("BT-28") @Nullable String tradingName,
        @Term("BT-29") List<Identifier> identifiers,
        @Term("BT-30") @Nullable Identifier legalId,
        @Term("BT-31") @Nullable String vatId,
        @Term("BT-32") @Nullable String taxId,
        @Term("BT-33") @Nullable String legalInformation,
        @Term("BT-34") @Nullable Identifier endpoint,
        @Term("BG-5") @Nullable Address address,
        @Term("BG-6") @Nullable Contact contact) {

    /// A seller of which nothing is known.
    public static final Seller UNKNOWN =
            new Seller(null, null, List.of(), null, null, null, null, null, null, null);

    public Seller {
        identifiers =
                Objects.requireNonNullElse(identifiers, List.<Identifier>of()).stream()
                        .sorted(Comparator.comparing(id -> id.scheme() != null))
                        .toList();
    }
}
