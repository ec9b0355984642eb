/// Rules and verdicts: what an invoice must keep, and who says so.
@NullMarked
package io.counterfoil.invoice.rules;

import org.jspecify.annotations.NullMarked;
