package io.counterfoil.invoice.model;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What was sold (BG-31).
public record Item(
        @Term("BT-153") @Nullable String name,
        @Term("BT-154") @Nullable String description,
        @Term("BT-155") @Nullable String sellersId,
        @Term("BT-156") @Nullable String buyersId,
        @Term("BT-157") @Nullable Identifier standardId,
        @Term("BT-158") List<Classification> classifications,
        @Term("BT-159") @Nullable String originCountry,
        @Term("BG-32") List<Attribute> attributes) {

    /// An item of which nothing is known.
    public static final Item UNKNOWN =
            new Item(null, null, null, null, null, List.of(), null, List.of());

    public Item {
        classifications = List.copyOf(Objects.requireNonNullElse(classifications, List.of()));
        attributes = List.copyOf(Objects.requireNonNullElse(attributes, List.of()));
    }

    /// A code for the kind of thing.
    ///
    /// @param list UNTDID 7143
    public record Classification(String code, @Nullable String list, @Nullable String version) {}

    /// A property of the item (BG-32).
    public record Attribute(
            @Term("BT-160") @Nullable String name, @Term("BT-161") @Nullable String value) {}
}
