/// Documents made from schemas, for tests.
@NullMarked
package io.counterfoil.invoice.rules.schema;

import org.jspecify.annotations.NullMarked;
