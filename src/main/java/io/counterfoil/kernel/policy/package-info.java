/// Whom a reader trusts: C2SP tlog-policy, parsed, printed and evaluated.
@NullMarked
package io.counterfoil.kernel.policy;

import org.jspecify.annotations.NullMarked;
