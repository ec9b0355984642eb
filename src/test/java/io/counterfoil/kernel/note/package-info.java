/// Tests of the package of the same name.
@NullMarked
package io.counterfoil.kernel.note;

import org.jspecify.annotations.NullMarked;
