/// Rules about the code itself: boundaries, tidiness, the contract.
@NullMarked
package io.counterfoil.rules;

import org.jspecify.annotations.NullMarked;
