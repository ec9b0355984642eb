/// The command line, without a server.
@NullMarked
package io.counterfoil.cli;

import org.jspecify.annotations.NullMarked;
