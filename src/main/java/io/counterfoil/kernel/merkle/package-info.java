/// Merkle trees of RFC 9162 §2.1, their proofs, subtrees and tiles (C2SP tlog-tiles).
///
/// Tree sizes and indexes are signed 64-bit: a tree of more than 2^63-1 leaves is out of range. The
/// 518 public golden cases and the accumulated subtree vectors of the IETF draft run in
/// `MerkleGoldenTest` and `SubtreeVectorsTest`; `SmallTreesTest` enumerates every tree up to 300
/// leaves.
@NullMarked
package io.counterfoil.kernel.merkle;

import org.jspecify.annotations.NullMarked;
