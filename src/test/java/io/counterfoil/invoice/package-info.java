/// Tests of the invoice engine.
@NullMarked
package io.counterfoil.invoice;

import org.jspecify.annotations.NullMarked;
