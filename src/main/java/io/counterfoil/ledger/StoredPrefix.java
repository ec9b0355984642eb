package io.counterfoil.ledger;

import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.rule.Prefix;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The log below a size, as its tables have it. What another sequencer entered beyond that size is
/// not seen, so that both derive the same leaves.
final class StoredPrefix implements Prefix {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HeadStore store;
    private final short log;
    private final String origin;
    private final long size;
    private final long newest;

    StoredPrefix(HeadStore store, LogParts log, Head head) {
        this.store = store;
        this.log = log.number();
        this.origin = log.origin();
        this.size = head.size();
        this.newest = head.newest();
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public long newest() {
        return newest;
    }

    @Override
    public Map<EntryId, Place> ids(Set<EntryId> ids) {
        var uuids = ids.stream().map(EntryId::uuid).toList();
        var found = new HashMap<EntryId, Place>();
        store.accepted(log, size, uuids)
                .await()
                .atMost(PATIENCE)
                .forEach(leaf ->
                        found.put(EntryId.of(leaf.id()), new Place(leaf.index(), leaf.hash())));
        return found;
    }

    @Override
    public Map<Hash, Long> uniqueKeys(Set<Hash> keys) {
        return store.taken(log, size, keys).await().atMost(PATIENCE);
    }
}
