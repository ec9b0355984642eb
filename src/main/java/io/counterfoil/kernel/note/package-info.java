/// Signed notes, checkpoints and cosignatures (C2SP signed-note, tlog-checkpoint,
/// tlog-cosignature), parsed strictly and printed back byte for byte.
@NullMarked
package io.counterfoil.kernel.note;

import org.jspecify.annotations.NullMarked;
