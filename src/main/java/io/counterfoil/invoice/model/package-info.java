/// EN 16931 as immutable values: 164 business terms in 32 groups, amounts as exact decimals.
@NullMarked
package io.counterfoil.invoice.model;

import org.jspecify.annotations.NullMarked;
