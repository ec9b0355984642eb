package io.counterfoil.invoice.model;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// An invoicing period, of the document (BG-14) or of a line (BG-26); both days belong to it.
public record Period(
        @Term({"BT-73", "BT-134"}) @Nullable LocalDate start,
        @Term({"BT-74", "BT-135"}) @Nullable LocalDate end) {}
