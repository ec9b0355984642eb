package io.counterfoil.ledger;

import io.counterfoil.kernel.merkle.Hash;
import java.time.Instant;

/// A final checkpoint.
///
/// @param note with the log's lines and the final lines of one quorum
/// @param signedAt when the log signed it, by its own clock
/// @param publishedAt when it was final, by our own clock
record Published(long size, Hash root, String note, Instant signedAt, Instant publishedAt) {}
