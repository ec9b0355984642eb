/// Takes submissions in: validates, files, commits, sends to the log, promises.
@NullMarked
package io.counterfoil.intake;

import org.jspecify.annotations.NullMarked;
