/// XML from strangers, read within limits, and XML written without a string being glued.
@NullMarked
package io.counterfoil.invoice.xml;

import org.jspecify.annotations.NullMarked;
