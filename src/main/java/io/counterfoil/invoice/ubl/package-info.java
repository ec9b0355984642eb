/// UBL 2.1 Invoice and CreditNote, to and from the model.
@NullMarked
package io.counterfoil.invoice.ubl;

import org.jspecify.annotations.NullMarked;
