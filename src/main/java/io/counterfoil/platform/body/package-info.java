/// Reads request bodies in bounded memory, and deals with what of them is not read.
@NullMarked
package io.counterfoil.platform.body;

import org.jspecify.annotations.NullMarked;
