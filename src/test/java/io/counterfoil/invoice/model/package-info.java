/// Tests of the model.
@NullMarked
package io.counterfoil.invoice.model;

import org.jspecify.annotations.NullMarked;
