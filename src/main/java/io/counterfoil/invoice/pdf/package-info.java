/// Hybrid invoices: PDF/A-3 with the XML inside (Factur-X, ZUGFeRD).
@NullMarked
package io.counterfoil.invoice.pdf;

import org.jspecify.annotations.NullMarked;
