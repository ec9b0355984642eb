/// Tests of the package of the same name.
@NullMarked
package io.counterfoil.kernel.mirror;

import org.jspecify.annotations.NullMarked;
