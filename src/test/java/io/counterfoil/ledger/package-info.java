/// Tests of the ledger role.
@NullMarked
package io.counterfoil.ledger;

import org.jspecify.annotations.NullMarked;
