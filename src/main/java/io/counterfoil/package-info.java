/// Counterfoil: invoices and documents whose proofs stand without us.
@NullMarked
package io.counterfoil;

import org.jspecify.annotations.NullMarked;
