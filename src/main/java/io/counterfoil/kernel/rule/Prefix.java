package io.counterfoil.kernel.rule;

import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.merkle.Hash;
import java.util.Map;
import java.util.Set;

/// What the rules ask of the leaves that are already in the log; refusals do not count, they
/// reserve nothing. Each look-up is made once a batch.
public interface Prefix {

    /// The log's name, which the genesis must bear.
    String origin();

    /// The number of leaves, refusals included.
    long size();

    /// Where the entries with these ids stand; unknown ids are absent from the answer.
    Map<EntryId, Place> ids(Set<EntryId> ids);

    /// The indexes of the invoices with these uniqueness keys; unknown keys are absent.
    Map<Hash, Long> uniqueKeys(Set<Hash> keys);

    /// The latest time of receipt in the log, in milliseconds since 1970; 0 while it is empty.
    long newest();

    /// A leaf of the prefix.
    ///
    /// @param leaf its leaf hash, which tells the same bytes from others
    record Place(long index, Hash leaf) {}
}
