/// Tests of the package of the same name.
@NullMarked
package io.counterfoil.kernel.merkle;

import org.jspecify.annotations.NullMarked;
