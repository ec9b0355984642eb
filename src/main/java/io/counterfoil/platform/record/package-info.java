/// Reading what was promised and what became of it; the rows themselves belong to their roles.
@NullMarked
package io.counterfoil.platform.record;

import org.jspecify.annotations.NullMarked;
