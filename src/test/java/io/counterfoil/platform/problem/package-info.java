@NullMarked
package io.counterfoil.platform.problem;

import org.jspecify.annotations.NullMarked;
