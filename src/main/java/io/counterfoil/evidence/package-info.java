/// Dates final batches and hands out what proves them: packages and certificates.
@NullMarked
package io.counterfoil.evidence;

import org.jspecify.annotations.NullMarked;
