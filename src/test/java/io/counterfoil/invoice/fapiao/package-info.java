/// Tests of the reader of 数电票.
@NullMarked
package io.counterfoil.invoice.fapiao;

import org.jspecify.annotations.NullMarked;
