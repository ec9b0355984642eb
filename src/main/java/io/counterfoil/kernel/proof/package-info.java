/// The file that proves an entry: C2SP tlog-proof, parsed, printed and verified step by step.
@NullMarked
package io.counterfoil.kernel.proof;

import org.jspecify.annotations.NullMarked;
