/// What roles say to each other: topic names, and the records in them.
@NullMarked
package io.counterfoil.wire;

import org.jspecify.annotations.NullMarked;
