/// Who signs: the log's keys, and the members that co-sign it.
@NullMarked
package io.counterfoil.platform.consortium;

import org.jspecify.annotations.NullMarked;
