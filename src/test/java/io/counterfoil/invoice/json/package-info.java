/// Tests of invoices as JSON.
@NullMarked
package io.counterfoil.invoice.json;

import org.jspecify.annotations.NullMarked;
