/// Targets for Jazzer, one class and one process each: `mvn -Pfuzz test`.
@NullMarked
package io.counterfoil.invoice.fuzz;

import org.jspecify.annotations.NullMarked;
