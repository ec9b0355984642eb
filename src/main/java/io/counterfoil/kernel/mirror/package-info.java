/// The wire forms of the witness and mirror protocols (C2SP tlog-witness, tlog-mirror), shared by
/// the log that sends and the member that receives.
@NullMarked
package io.counterfoil.kernel.mirror;

import org.jspecify.annotations.NullMarked;
