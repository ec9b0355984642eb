/// The public vectors and the enumerations that hold the kernel to its formats.
@NullMarked
package io.counterfoil.kernel;

import org.jspecify.annotations.NullMarked;
