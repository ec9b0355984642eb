/// UN/CEFACT Cross Industry Invoice D16B, to and from the model.
@NullMarked
package io.counterfoil.invoice.cii;

import org.jspecify.annotations.NullMarked;
