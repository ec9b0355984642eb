/// Tests of what every role stands on.
@NullMarked
package io.counterfoil.platform;

import org.jspecify.annotations.NullMarked;
