@NullMarked
package io.counterfoil.evidence;

import org.jspecify.annotations.NullMarked;
