/// The closed list of ways a request can be refused, as RFC 9457 problems.
@NullMarked
package io.counterfoil.platform.problem;

import org.jspecify.annotations.NullMarked;
