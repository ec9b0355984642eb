/// Tests of what the contract tells the program.
@NullMarked
package io.counterfoil.platform.contract;

import org.jspecify.annotations.NullMarked;
