package io.counterfoil.invoice.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A quantity and its unit of measure.
///
/// @param unit a code of UN/ECE Recommendation 20 or 21
public record Quantity(BigDecimal value, @Nullable String unit) {}
