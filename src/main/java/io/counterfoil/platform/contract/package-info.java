/// The contract, served as it is written.
@NullMarked
package io.counterfoil.platform.contract;

import org.jspecify.annotations.NullMarked;
