/// Servers that run outside, and how a start tells that they cannot be used.
@NullMarked
package io.counterfoil.platform.outside;

import org.jspecify.annotations.NullMarked;
