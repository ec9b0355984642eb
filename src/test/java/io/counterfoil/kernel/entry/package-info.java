/// Tests of the package of the same name.
@NullMarked
package io.counterfoil.kernel.entry;

import org.jspecify.annotations.NullMarked;
