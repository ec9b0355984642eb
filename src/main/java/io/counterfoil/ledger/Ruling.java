package io.counterfoil.ledger;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.UnknownEntryException;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.rule.Decision;
import io.counterfoil.kernel.rule.Prefix;
import io.counterfoil.kernel.rule.Rules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/// What the rules make of a batch of records: the leaves to append, and their rows.
///
/// @param entries the leaves' bytes in order
/// @param growth the rows of the same leaves
/// @param newest the latest time of receipt among what was accepted; 0 when nothing was
record Ruling(List<byte[]> entries, HeadStore.Growth growth, long newest) {

    private static final Logger LOG = Logger.getLogger(Ruling.class);

    /// Stands for the id of a refused record that has none: nobody can ask for it.
    private static final UUID NO_ID = new UUID(0, 0);

    Ruling {
        entries = List.copyOf(entries);
    }

    /// Applies the rules to records in their order.
    static Ruling on(Prefix prefix, List<byte[]> records) {
        var entries = new ArrayList<byte[]>();
        var rows = new ArrayList<Leaf>();
        var keys = new HashMap<Hash, Long>();
        long newest = 0;
        for (var decision : Rules.apply(prefix, records)) {
            switch (decision) {
                case Decision.Accepted(var leaf) -> {
                    entries.add(leaf.bytes().toArray());
                    rows.add(accepted(leaf, keys));
                    newest = Math.max(newest, leaf.entry().receipt().orElse(0));
                }
                case Decision.Refused(var leaf) -> {
                    entries.add(leaf.bytes().toArray());
                    rows.add(refused(leaf));
                }
                case Decision.Duplicate(var index) -> LOG.debugf("Sent again index=%d", index);
                case Decision.Dropped(var reason) ->
                        LOG.warnf("Dropped before the genesis reason=%s", reason);
            }
        }
        return new Ruling(entries, new HeadStore.Growth(rows, keys), newest);
    }

    private static Leaf accepted(io.counterfoil.kernel.rule.Leaf leaf, Map<Hash, Long> keys) {
        if (leaf.entry() instanceof Entry.Invoice invoice) {
            keys.put(invoice.uniqueKey(), leaf.index());
        }
        return new Leaf(leaf.index(), id(leaf.entry()), leaf.hash(), 0);
    }

    private static Leaf refused(io.counterfoil.kernel.rule.Leaf leaf) {
        var refusal = (Entry.Refusal) leaf.entry();
        LOG.infof("Refused index=%d code=%s", leaf.index(), refusal.code());
        return new Leaf(leaf.index(), refusedId(refusal), leaf.hash(), refusal.code().code());
    }

    /// A record refused for its form may still tell its id, so that its submitter finds the
    /// refusal.
    private static UUID refusedId(Entry.Refusal refusal) {
        try {
            return id(Entry.parse(refusal.refused().toArray()));
        } catch (MalformedException | UnknownEntryException _) {
            return NO_ID;
        }
    }

    private static UUID id(Entry entry) {
        return switch (entry) {
            case Entry.Genesis genesis -> genesis.id().uuid();
            case Entry.Recorded recorded -> recorded.id().uuid();
            case Entry.Refusal _ -> NO_ID;
        };
    }
}
