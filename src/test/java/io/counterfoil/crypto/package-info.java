@NullMarked
package io.counterfoil.crypto;

import org.jspecify.annotations.NullMarked;
