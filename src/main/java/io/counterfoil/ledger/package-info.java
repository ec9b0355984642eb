/// Orders records into the log, keeps its tiles, and has every checkpoint co-signed before it shows
/// it.
@NullMarked
package io.counterfoil.ledger;

import org.jspecify.annotations.NullMarked;
