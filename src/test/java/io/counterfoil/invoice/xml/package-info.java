/// Tests of the readers of XML.
@NullMarked
package io.counterfoil.invoice.xml;

import org.jspecify.annotations.NullMarked;
