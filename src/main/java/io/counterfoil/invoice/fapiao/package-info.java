/// China's fully digitalised e-invoice (数电票) as XML, read into the model.
@NullMarked
package io.counterfoil.invoice.fapiao;

import org.jspecify.annotations.NullMarked;
