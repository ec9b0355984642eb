/// Tests of rules and verdicts.
@NullMarked
package io.counterfoil.invoice.rules;

import org.jspecify.annotations.NullMarked;
