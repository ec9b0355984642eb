package io.counterfoil.invoice.model;

import org.jspecify.annotations.Nullable;

/// A document that supports the invoice, by link or inside it (BG-24).
public record SupportingDocument(
        @Term("BT-122") @Nullable String reference,
        @Term("BT-123") @Nullable String description,
        @Term("BT-124") @Nullable String location,
        @Term("BT-125") @Nullable Attachment attachment) {

    /// The document's bytes.
    ///
    /// @param base64 without white space, as it travels in every syntax
    public record Attachment(@Nullable String mimeCode, @Nullable String filename, String base64) {}
}
