@NullMarked
package io.counterfoil.vault;

import org.jspecify.annotations.NullMarked;
