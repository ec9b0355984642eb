/// The pages for people.
@NullMarked
package io.counterfoil.portal;

import org.jspecify.annotations.NullMarked;
