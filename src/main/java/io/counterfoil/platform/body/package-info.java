/// Reads request bodies in bounded memory.
@NullMarked
package io.counterfoil.platform.body;

import org.jspecify.annotations.NullMarked;
