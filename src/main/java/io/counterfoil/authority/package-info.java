/// Answers the tax officer, who checks thousands of invoices at once.
@NullMarked
package io.counterfoil.authority;

import org.jspecify.annotations.NullMarked;
