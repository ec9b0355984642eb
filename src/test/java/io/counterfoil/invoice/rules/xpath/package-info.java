/// Tests of what rules ask of a document.
@NullMarked
package io.counterfoil.invoice.rules.xpath;

import org.jspecify.annotations.NullMarked;
