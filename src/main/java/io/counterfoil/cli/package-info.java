/// The command line; starts fast and knows no Quarkus except to start it.
@NullMarked
package io.counterfoil.cli;

import org.jspecify.annotations.NullMarked;
