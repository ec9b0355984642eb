package io.counterfoil.ledger;

import io.counterfoil.kernel.merkle.Hash;
import java.util.UUID;

/// A leaf as the table of leaves knows it.
///
/// @param id of the record, or of the record that was refused
/// @param refusal code of the rule that refused it, or 0 when it was accepted
record Leaf(long index, UUID id, Hash hash, int refusal) {

    /// Whether the record entered.
    boolean isAccepted() {
        return refusal == 0;
    }
}
