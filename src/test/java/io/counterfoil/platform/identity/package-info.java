@NullMarked
package io.counterfoil.platform.identity;

import org.jspecify.annotations.NullMarked;
