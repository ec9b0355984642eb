/// The embedded servers as tests need them: as an operator's own.
@NullMarked
package io.counterfoil.platform.embedded;

import org.jspecify.annotations.NullMarked;
