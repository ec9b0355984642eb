/// Tests of the package of the same name.
@NullMarked
package io.counterfoil.kernel.proof;

import org.jspecify.annotations.NullMarked;
