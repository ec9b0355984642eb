@NullMarked
package io.counterfoil.member;

import org.jspecify.annotations.NullMarked;
