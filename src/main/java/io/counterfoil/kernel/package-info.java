/// What an auditor runs: trees, notes, entries, rules, policies and proofs, in plain Java.
///
/// Nothing here reads a clock, a file or a network, and nothing here needs more than a JDK. The
/// formats are those of C2SP and RFC 9162 to the byte; `MerkleGoldenTest`, `LedgerVectorsTest` and
/// the tests beside them hold the public vectors.
@NullMarked
package io.counterfoil.kernel;

import org.jspecify.annotations.NullMarked;
