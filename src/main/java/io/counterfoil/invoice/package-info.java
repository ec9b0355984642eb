/// The invoice engine: one model, every syntax, verdicts that name rule, term and place.
@NullMarked
package io.counterfoil.invoice;

import org.jspecify.annotations.NullMarked;
