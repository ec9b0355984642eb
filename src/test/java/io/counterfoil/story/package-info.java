/// The whole product, run as a user runs it: a process, a data directory, HTTP.
@NullMarked
package io.counterfoil.story;

import org.jspecify.annotations.NullMarked;
