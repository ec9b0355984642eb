@NullMarked
package io.counterfoil.platform.body;

import org.jspecify.annotations.NullMarked;
