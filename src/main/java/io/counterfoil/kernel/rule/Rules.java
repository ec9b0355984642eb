package io.counterfoil.kernel.rule;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.entry.RefusalCode;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.rule.Prefix.Place;
import io.counterfoil.kernel.rule.Submission.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules of version 1 (`docs/formats/refusal.md`), over whole batches: a record sees the leaves
/// that earlier records of its batch made, so the cut into batches changes nothing.
public final class Rules {

    /// The rule version that a genesis must name.
    public static final long VERSION = 1;

    /// By how much a record may have been received before another that is in the log, in
    /// milliseconds: several intakes and a send that is tried again, but no dating back.
    public static final long OVERDUE_MILLIS = 5 * 60 * 1000;

    private final Prefix prefix;
    private final Map<EntryId, Place> ids;
    private final Map<Hash, Long> uniqueKeys;
    private long next;
    private long newest;

    private Rules(Prefix prefix, List<Submission> batch) {
        this.prefix = prefix;
        this.next = prefix.size();
        this.newest = prefix.newest();
        var wantedIds = new HashSet<EntryId>();
        var wantedKeys = new HashSet<Hash>();
        for (Submission record : batch) {
            switch (record.reading()) {
                case Reading.Entered(Entry.Genesis genesis) -> wantedIds.add(genesis.id());
                case Reading.Entered(Entry.Evidence evidence) -> wantedIds.add(evidence.id());
                case Reading.Entered(Entry.Invoice invoice) -> {
                    wantedIds.add(invoice.id());
                    wantedKeys.add(invoice.uniqueKey());
                }
                case Reading.Entered(Entry.Refusal _), Reading.Failed _ -> {}
            }
        }
        this.ids = new HashMap<>(wantedIds.isEmpty() ? Map.of() : prefix.ids(wantedIds));
        this.uniqueKeys =
                new HashMap<>(wantedKeys.isEmpty() ? Map.of() : prefix.uniqueKeys(wantedKeys));
    }

    /// Decides on records in their order, as the sequencer does.
    ///
    /// @param records the bytes as they came, whatever they are
    /// @return one decision a record
    public static List<Decision> apply(Prefix prefix, List<byte[]> records) {
        var batch = records.stream().map(Submission::of).toList();
        var rules = new Rules(prefix, batch);
        var decisions = new ArrayList<Decision>(batch.size());
        for (Submission record : batch) {
            decisions.add(rules.decide(record));
        }
        return decisions;
    }

    /// Derives leaves again from the records they carry, as a member does.
    ///
    /// @param leaves entries of the log from index `prefix.size()` on
    public static Check check(Prefix prefix, List<byte[]> leaves) {
        var decisions = apply(prefix, leaves.stream().map(Rules::recordOf).toList());
        var kept = new ArrayList<Leaf>(leaves.size());
        for (int i = 0; i < leaves.size(); i++) {
            long index = prefix.size() + i;
            String wrong = difference(decisions.get(i), leaves.get(i));
            if (wrong != null) {
                return new Check.Broken(index, wrong);
            }
            switch (decisions.get(i)) {
                case Decision.Accepted(Leaf leaf) -> kept.add(leaf);
                case Decision.Refused(Leaf leaf) -> kept.add(leaf);
                case Decision.Duplicate _, Decision.Dropped _ -> {}
            }
        }
        return new Check.Kept(kept);
    }

    private static byte[] recordOf(byte[] leaf) {
        return Submission.refusedBy(leaf).map(Bytes::toArray).orElse(leaf);
    }

    private static @Nullable String difference(Decision decision, byte[] leaf) {
        return switch (decision) {
            case Decision.Accepted(Leaf made) ->
                    Arrays.equals(made.bytes().toArray(), leaf)
                            ? null
                            : "a refusal of a record that breaks no rule";
            case Decision.Refused(Leaf made) ->
                    Arrays.equals(made.bytes().toArray(), leaf)
                            ? null
                            : "the record breaks a rule, and this is not its refusal";
            case Decision.Duplicate(long index) -> "the entry stands already at index " + index;
            case Decision.Dropped(String reason) -> reason;
        };
    }

    private Decision decide(Submission record) {
        if (next == 0) {
            return first(record);
        }
        return switch (record.reading()) {
            case Reading.Failed(var code) -> refuse(record, code, null);
            case Reading.Entered(Entry.Refusal _) ->
                    refuse(record, RefusalCode.REFUSAL_SUBMITTED, null);
            case Reading.Entered(Entry.Genesis genesis) -> {
                Place place = ids.get(genesis.id());
                yield place != null && place.leaf().equals(record.leafHash())
                        ? new Decision.Duplicate(place.index())
                        : refuse(record, RefusalCode.GENESIS_MISPLACED, null);
            }
            case Reading.Entered(Entry.Evidence evidence) -> decide(record, evidence, null);
            case Reading.Entered(Entry.Invoice invoice) ->
                    decide(record, invoice, invoice.uniqueKey());
        };
    }

    private Decision decide(Submission record, Entry.Recorded entry, @Nullable Hash uniqueKey) {
        Place place = ids.get(entry.id());
        if (place != null) {
            return place.leaf().equals(record.leafHash())
                    ? new Decision.Duplicate(place.index())
                    : refuse(record, RefusalCode.ID_TAKEN, place.index());
        }
        Long other = uniqueKey == null ? null : uniqueKeys.get(uniqueKey);
        if (other != null) {
            return refuse(record, RefusalCode.NUMBER_TAKEN, other);
        }
        if (entry.receivedAt() < newest - OVERDUE_MILLIS) {
            return refuse(record, RefusalCode.OVERDUE, null);
        }
        Leaf leaf = append(entry, record.content());
        ids.put(entry.id(), new Place(leaf.index(), leaf.hash()));
        if (uniqueKey != null) {
            uniqueKeys.put(uniqueKey, leaf.index());
        }
        return new Decision.Accepted(leaf);
    }

    private Decision first(Submission record) {
        if (!(record.reading() instanceof Reading.Entered(Entry.Genesis genesis))) {
            return new Decision.Dropped("the first entry of a log is its genesis");
        }
        if (!genesis.origin().equals(prefix.origin()) || genesis.ruleVersion() != VERSION) {
            return new Decision.Dropped("the genesis is of another log or other rules");
        }
        Leaf leaf = append(genesis, record.content());
        ids.put(genesis.id(), new Place(leaf.index(), leaf.hash()));
        return new Decision.Accepted(leaf);
    }

    private Decision refuse(Submission record, RefusalCode code, @Nullable Long collidesWith) {
        var refusal = new Entry.Refusal(code, record.carried(), collidesWith);
        return new Decision.Refused(append(refusal, refusal.bytes()));
    }

    private Leaf append(Entry entry, byte[] bytes) {
        newest = Math.max(newest, entry.receipt().orElse(0));
        return Leaf.of(next++, entry, bytes);
    }
}
