@NullMarked
package io.counterfoil.intake;

import org.jspecify.annotations.NullMarked;
