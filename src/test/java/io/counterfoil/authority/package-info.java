@NullMarked
package io.counterfoil.authority;

import org.jspecify.annotations.NullMarked;
