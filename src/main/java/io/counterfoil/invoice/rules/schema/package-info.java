/// XML Schema, as far as the schemas of invoices use it, as a table that a document is held
/// against.
@NullMarked
package io.counterfoil.invoice.rules.schema;

import org.jspecify.annotations.NullMarked;
