/// The part of XPath 2.0 that the official rule sets are written in, compiled to closures over the
/// tree.
@NullMarked
package io.counterfoil.invoice.rules.xpath;

import org.jspecify.annotations.NullMarked;
