/// Tests of the package of the same name.
@NullMarked
package io.counterfoil.kernel.policy;

import org.jspecify.annotations.NullMarked;
