package io.counterfoil.kernel.rule;

import io.counterfoil.kernel.entry.Entries;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.merkle.Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A log in memory, as a store sees it.
final class MemoryPrefix implements Prefix {

    private final List<Leaf> leaves = new ArrayList<>();
    private final Map<EntryId, Place> ids = new HashMap<>();
    private final Map<Hash, Long> keys = new HashMap<>();
    private long newest;
    int lookUps;

    static MemoryPrefix withGenesis() {
        var prefix = new MemoryPrefix();
        prefix.take(Rules.apply(prefix, List.of(Entries.genesis().bytes())));
        return prefix;
    }

    /// Enters the leaves that the rules made.
    void take(List<Decision> decisions) {
        for (Decision decision : decisions) {
            switch (decision) {
                case Decision.Accepted(Leaf leaf) -> add(leaf);
                case Decision.Refused(Leaf leaf) -> leaves.add(leaf);
                case Decision.Duplicate _, Decision.Dropped _ -> {}
            }
        }
    }

    private void add(Leaf leaf) {
        leaves.add(leaf);
        newest = Math.max(newest, leaf.entry().receipt().orElseThrow());
        var place = new Place(leaf.index(), leaf.hash());
        switch (leaf.entry()) {
            case Entry.Genesis genesis -> ids.put(genesis.id(), place);
            case Entry.Evidence evidence -> ids.put(evidence.id(), place);
            case Entry.Invoice invoice -> {
                ids.put(invoice.id(), place);
                keys.put(invoice.uniqueKey(), leaf.index());
            }
            case Entry.Refusal refusal -> throw new AssertionError(refusal);
        }
    }

    List<Leaf> leaves() {
        return leaves;
    }

    @Override
    public String origin() {
        return Entries.ORIGIN;
    }

    @Override
    public long size() {
        return leaves.size();
    }

    @Override
    public long newest() {
        return newest;
    }

    @Override
    public Map<EntryId, Place> ids(Set<EntryId> wanted) {
        lookUps++;
        var found = new HashMap<>(ids);
        found.keySet().retainAll(wanted);
        return found;
    }

    @Override
    public Map<Hash, Long> uniqueKeys(Set<Hash> wanted) {
        lookUps++;
        var found = new HashMap<>(keys);
        found.keySet().retainAll(wanted);
        return found;
    }
}
