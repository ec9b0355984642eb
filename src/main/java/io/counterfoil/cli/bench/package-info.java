/// The figures of `./counterfoil bench`: a load on a running server, with the raw limit of the same
/// machine beside each row.
@NullMarked
package io.counterfoil.cli.bench;

import org.jspecify.annotations.NullMarked;
