package io.counterfoil.kernel.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.Entries;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.RefusalCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RulesTest {

    @Test
    void acceptsEvidenceAndInvoicesInOrder() {
        var prefix = MemoryPrefix.withGenesis();
        var decisions = apply(prefix, Entries.evidence(1), Entries.invoice(2, "A-1"));
        assertThat(decisions).allMatch(Decision.Accepted.class::isInstance);
        assertThat(prefix.leaves()).extracting(Leaf::index).containsExactly(0L, 1L, 2L);
    }

    @Test
    void theFirstLeafIsTheGenesisOfThisLogAndNothingElse() {
        var prefix = new MemoryPrefix();
        var other = Entries.genesis();
        var elsewhere =
                new Entry.Genesis(
                        other.id(), other.receivedAt(), "other.example/log", 1, other.vrfKey(), "");
        var newerRules =
                new Entry.Genesis(
                        other.id(), other.receivedAt(), other.origin(), 2, other.vrfKey(), "");
        var decisions =
                apply(
                        prefix,
                        Entries.evidence(1),
                        elsewhere,
                        newerRules,
                        Entries.genesis(),
                        Entries.evidence(1));
        assertThat(decisions.subList(0, 3)).allMatch(Decision.Dropped.class::isInstance);
        assertThat(decisions.subList(3, 5)).allMatch(Decision.Accepted.class::isInstance);
    }

    @Test
    void aSecondGenesisIsRefusedAndTheSameOneIsADuplicate() {
        var prefix = MemoryPrefix.withGenesis();
        var genesis = Entries.genesis();
        var second = new Entry.Genesis(Entries.id(5), 1, genesis.origin(), 1, genesis.vrfKey(), "");
        var decisions = apply(prefix, genesis, second);
        assertThat(decisions.get(0)).isEqualTo(new Decision.Duplicate(0));
        assertThat(code(decisions.get(1))).isEqualTo(RefusalCode.GENESIS_MISPLACED);
    }

    @Test
    void theSameIdWithTheSameBytesMakesNoSecondLeaf() {
        var prefix = MemoryPrefix.withGenesis();
        var within = apply(prefix, Entries.evidence(1), Entries.evidence(1));
        var later = apply(prefix, Entries.evidence(1));
        assertThat(within.get(1)).isEqualTo(new Decision.Duplicate(1));
        assertThat(later.getFirst()).isEqualTo(new Decision.Duplicate(1));
        assertThat(prefix.size()).isEqualTo(2);
    }

    @Test
    void theSameIdWithOtherBytesIsRefusedNamingTheLeafInTheWay() {
        var prefix = MemoryPrefix.withGenesis();
        var first = Entries.evidence(1);
        var forged = Entries.invoice(1, "A-1");
        var decisions = apply(prefix, first, forged);
        assertThat(refusal(decisions.get(1)))
                .isEqualTo(new Entry.Refusal(RefusalCode.ID_TAKEN, Bytes.of(forged.bytes()), 1L));
    }

    @Test
    void aNumberIsGivenOnceWithinABatchAndAcrossBatches() {
        var prefix = MemoryPrefix.withGenesis();
        var within = apply(prefix, Entries.invoice(1, "A-1"), Entries.invoice(2, "A-1"));
        var later = apply(prefix, Entries.invoice(3, "A-1"), Entries.invoice(4, "A-2"));
        assertThat(code(within.get(1))).isEqualTo(RefusalCode.NUMBER_TAKEN);
        assertThat(refusal(later.get(0)).collidesWith()).isEqualTo(1L);
        assertThat(later.get(1)).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void aRefusalReservesNothing() {
        var prefix = MemoryPrefix.withGenesis();
        apply(prefix, Entries.invoice(1, "A-1"), Entries.invoice(2, "A-1"));
        var again = apply(prefix, Entries.invoice(2, "A-2"));
        assertThat(again.getFirst()).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void aRecordReceivedLongBeforeAnotherInTheLogIsRefused() {
        var prefix = MemoryPrefix.withGenesis();
        long late = Entries.NOON + 3_600_000;
        apply(prefix, at(1, late));

        var decisions =
                apply(
                        prefix,
                        at(2, late - Rules.OVERDUE_MILLIS),
                        at(3, late - Rules.OVERDUE_MILLIS - 1),
                        at(3, late + 1),
                        at(4, late - Rules.OVERDUE_MILLIS));

        assertThat(decisions.get(0)).isInstanceOf(Decision.Accepted.class);
        assertThat(refusal(decisions.get(1)))
                .isEqualTo(
                        new Entry.Refusal(
                                RefusalCode.OVERDUE,
                                Bytes.of(at(3, late - Rules.OVERDUE_MILLIS - 1).bytes()),
                                null));
        assertThat(decisions.get(2)).isInstanceOf(Decision.Accepted.class);
        assertThat(code(decisions.get(3))).isEqualTo(RefusalCode.OVERDUE);
    }

    @Test
    void aRefusedRecordMakesNoOtherOverdue() {
        var prefix = MemoryPrefix.withGenesis();
        var taken = Entries.invoice(1, "A-1");
        apply(prefix, taken);
        var future =
                new Entry.Invoice(
                        Entries.id(2),
                        taken.manifest(),
                        taken.manifestSm3(),
                        Entries.NOON + 86_400_000,
                        taken.submitter(),
                        taken.uniqueKey(),
                        null);

        var decisions = apply(prefix, future, Entries.evidence(3));

        assertThat(code(decisions.get(0))).isEqualTo(RefusalCode.NUMBER_TAKEN);
        assertThat(decisions.get(1)).isInstanceOf(Decision.Accepted.class);
    }

    private static Entry.Evidence at(int number, long receivedAt) {
        var entry = Entries.evidence(number);
        return new Entry.Evidence(
                entry.id(),
                entry.manifest(),
                entry.manifestSm3(),
                receivedAt,
                entry.submitter(),
                null);
    }

    @Test
    void garbageBecomesARefusalThatCarriesIt() {
        var prefix = MemoryPrefix.withGenesis();
        byte[] garbage = {(byte) 0xFF, 0, 1};
        byte[] version2 = HexFormat.of().parseHex("a201020203");
        byte[] kind200 = HexFormat.of().parseHex("a201010218c8");
        byte[] refusal = new Entry.Refusal(RefusalCode.MALFORMED, Bytes.of(), null).bytes();
        byte[] huge = new byte[5_000_000];
        var decisions =
                Rules.apply(
                        prefix, List.of(garbage, version2, kind200, refusal, huge, new byte[0]));
        assertThat(decisions)
                .extracting(RulesTest::code)
                .containsExactly(
                        RefusalCode.MALFORMED,
                        RefusalCode.VERSION_UNKNOWN,
                        RefusalCode.KIND_UNKNOWN,
                        RefusalCode.REFUSAL_SUBMITTED,
                        RefusalCode.TOO_LARGE,
                        RefusalCode.MALFORMED);
        assertThat(refusal(decisions.get(0)).refused()).isEqualTo(Bytes.of(garbage));
        assertThat(refusal(decisions.get(4)).refused().size()).isEqualTo(60_001);
    }

    @Test
    void everyCodeIsRefusedSomewhereHereAndItsLeafIsReCheckable() {
        var prefix = MemoryPrefix.withGenesis();
        prefix.take(Rules.apply(prefix, everything()));
        var codes = EnumSet.noneOf(RefusalCode.class);
        prefix.leaves().stream()
                .filter(leaf -> leaf.entry() instanceof Entry.Refusal)
                .forEach(leaf -> codes.add(((Entry.Refusal) leaf.entry()).code()));
        assertThat(codes).containsExactlyInAnyOrder(RefusalCode.values());

        var member = new MemoryPrefix();
        var check =
                Rules.check(
                        member,
                        prefix.leaves().stream().map(leaf -> leaf.bytes().toArray()).toList());
        assertThat(check).isEqualTo(new Check.Kept(prefix.leaves()));
    }

    @Test
    void theCutIntoBatchesChangesNoLeaf() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var records = new ArrayList<byte[]>();
        for (int i = 0; i < 20; i++) {
            records.addAll(everything());
        }
        Collections.shuffle(records, random);
        records.addFirst(Entries.genesis().bytes());
        var whole = new MemoryPrefix();
        whole.take(Rules.apply(whole, records));
        var pieces = new MemoryPrefix();
        for (int from = 0; from < records.size(); ) {
            int to = Math.min(records.size(), from + 1 + random.nextInt(9));
            pieces.take(Rules.apply(pieces, records.subList(from, to)));
            from = to;
        }
        assertThat(pieces.leaves()).as("seed %d", seed).isEqualTo(whole.leaves());
    }

    @Test
    void looksUpOnceABatch() {
        var prefix = MemoryPrefix.withGenesis();
        prefix.lookUps = 0;
        Rules.apply(prefix, everything());
        assertThat(prefix.lookUps).isEqualTo(2);
    }

    @Test
    void aMemberNamesTheFirstLeafThatBreaksARule() {
        var invoice = Entries.invoice(1, "A-1").bytes();
        var sameNumber = Entries.invoice(2, "A-1").bytes();
        var sameId = Entries.evidence(1).bytes();
        var fine = Entries.evidence(9).bytes();
        var refusalOfFine = refusalOf(RefusalCode.MALFORMED, fine, null);
        var wrongCode = refusalOf(RefusalCode.ID_TAKEN, sameNumber, 1L);
        var wrongLeaf = refusalOf(RefusalCode.NUMBER_TAKEN, sameNumber, 0L);
        var nested =
                refusalOf(
                        RefusalCode.MALFORMED, refusalOf(RefusalCode.MALFORMED, fine, null), null);
        for (byte[] bad :
                List.of(
                        invoice,
                        sameNumber,
                        sameId,
                        refusalOfFine,
                        wrongCode,
                        wrongLeaf,
                        nested,
                        new byte[] {1},
                        new byte[65_535],
                        refusalOf(RefusalCode.TOO_LARGE, new byte[60_000], null),
                        Entries.genesis().bytes())) {
            var prefix = MemoryPrefix.withGenesis();
            var check = Rules.check(prefix, List.of(invoice, bad, fine));
            assertThat(check)
                    .isInstanceOfSatisfying(
                            Check.Broken.class, broken -> assertThat(broken.index()).isEqualTo(2));
        }
    }

    @Test
    void aMemberTakesNoLogWithoutItsGenesis() {
        var check = Rules.check(new MemoryPrefix(), List.of(Entries.evidence(1).bytes()));
        assertThat(check).isInstanceOf(Check.Broken.class);
    }

    @Test
    void aRefusalAltersWithAnyBitOfWhatItCarries() {
        var prefix = MemoryPrefix.withGenesis();
        apply(prefix, Entries.invoice(1, "A-1"));
        byte[] leaf =
                ((Decision.Refused)
                                Rules.apply(prefix, List.of(Entries.invoice(2, "A-1").bytes()))
                                        .getFirst())
                        .leaf()
                        .bytes()
                        .toArray();
        assertThat(Rules.check(prefix, List.of(leaf))).isInstanceOf(Check.Kept.class);
        for (int bit = 0; bit < 8 * 12; bit++) {
            byte[] altered = leaf.clone();
            altered[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(Rules.check(prefix, List.of(altered))).isInstanceOf(Check.Broken.class);
        }
        byte[] renamed = Arrays.copyOf(leaf, leaf.length);
        renamed[leaf.length - 1]++;
        assertThat(Rules.check(prefix, List.of(renamed))).isInstanceOf(Check.Broken.class);
    }

    /// Records that meet every rule once, given a log with a genesis.
    private static List<byte[]> everything() {
        var genesis = Entries.genesis();
        return List.of(
                Entries.evidence(1).bytes(),
                Entries.evidence(1).bytes(),
                Entries.invoice(1, "A-1").bytes(),
                Entries.invoice(2, "A-1").bytes(),
                Entries.invoice(3, "A-1").bytes(),
                at(4, Entries.NOON - Rules.OVERDUE_MILLIS - 1).bytes(),
                new Entry.Genesis(Entries.id(5), 1, genesis.origin(), 1, genesis.vrfKey(), "")
                        .bytes(),
                genesis.bytes(),
                new byte[] {1, 2, 3},
                HexFormat.of().parseHex("a201020203"),
                HexFormat.of().parseHex("a2010102187f"),
                new byte[70_000],
                new Entry.Refusal(RefusalCode.MALFORMED, Bytes.of(), null).bytes());
    }

    private static byte[] refusalOf(RefusalCode code, byte[] record, @Nullable Long index) {
        return new Entry.Refusal(code, Bytes.of(record), index).bytes();
    }

    private static List<Decision> apply(MemoryPrefix prefix, Entry... entries) {
        var decisions = Rules.apply(prefix, Arrays.stream(entries).map(Entry::bytes).toList());
        prefix.take(decisions);
        return decisions;
    }

    private static RefusalCode code(Decision decision) {
        return refusal(decision).code();
    }

    private static Entry.Refusal refusal(Decision decision) {
        if (decision instanceof Decision.Refused(Leaf leaf)
                && leaf.entry() instanceof Entry.Refusal refusal) {
            return refusal;
        }
        throw new AssertionError("not refused: " + decision);
    }
}
