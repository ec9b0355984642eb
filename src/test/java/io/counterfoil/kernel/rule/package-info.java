/// Tests of the package of the same name.
@NullMarked
package io.counterfoil.kernel.rule;

import org.jspecify.annotations.NullMarked;
