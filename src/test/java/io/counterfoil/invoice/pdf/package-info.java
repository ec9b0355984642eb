/// Tests of hybrid invoices.
@NullMarked
package io.counterfoil.invoice.pdf;

import org.jspecify.annotations.NullMarked;
