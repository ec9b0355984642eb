package io.counterfoil.intake;

import io.counterfoil.kernel.merkle.Hash;
import java.util.Optional;

/// What a submitter says of a document.
///
/// @param digests its digests: computed here from the bytes, or given and unchecked
/// @param content whether the document itself is in the vault
/// @param size length in bytes, where known
/// @param type media type, where given
/// @param lookup whether the record is found by its digest
record Submission(
        Digests digests,
        boolean content,
        Optional<Long> size,
        Optional<String> type,
        boolean lookup) {

    /// The digests of a document; SHA-256 is always there.
    record Digests(Hash sha256, Optional<Hash> sha3, Optional<Hash> sm3) {}
}
