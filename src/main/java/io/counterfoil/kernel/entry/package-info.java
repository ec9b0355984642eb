/// What stands in the log and beside it: entries, manifests and promises, as specified to the byte
/// in `docs/formats`.
@NullMarked
package io.counterfoil.kernel.entry;

import org.jspecify.annotations.NullMarked;
