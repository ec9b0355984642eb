package io.counterfoil.invoice.model;

import org.jspecify.annotations.Nullable;

/// An identifier with the scheme it belongs to, if any.
///
/// @param scheme an ISO 6523 or EAS code, or UNTDID 1153 for an invoiced object
public record Identifier(String value, @Nullable String scheme) {}
