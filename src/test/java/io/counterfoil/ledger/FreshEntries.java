package io.counterfoil.ledger;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.rule.Rules;
import java.time.Instant;
import java.util.Random;

/// Entries received now, each of them another.
record FreshEntries(Random random) {

    byte[] genesis() {
        var key = Bytes.of(new byte[Entry.Genesis.VRF_KEY_BYTES]);
        return new Entry.Genesis(id(), now(), LogHouse.ORIGIN, Rules.VERSION, key, "quorum none\n")
                .bytes();
    }

    byte[] evidence() {
        return new Entry.Evidence(id(), hash(), hash(), now(), hash(), null).bytes();
    }

    byte[] invoice(Hash number) {
        return new Entry.Invoice(id(), hash(), hash(), now(), hash(), number, null).bytes();
    }

    private static long now() {
        return Instant.now().toEpochMilli();
    }

    private EntryId id() {
        return new EntryId(random.nextLong(), random.nextLong());
    }

    Hash hash() {
        return new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }
}
