package io.counterfoil.kernel.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.merkle.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTest {

    private static final Bytes RECORD = Bytes.of(new byte[] {1, 2, 3});

    static List<Entry> everyKind() {
        var evidence = Entries.evidence(1);
        return List.of(
                Entries.genesis(),
                evidence,
                new Entry.Evidence(
                        evidence.id(),
                        evidence.manifest(),
                        evidence.manifestSm3(),
                        Long.MAX_VALUE,
                        evidence.submitter(),
                        Entries.id(7)),
                Entries.invoice(2, "A-1"),
                new Entry.Refusal(RefusalCode.MALFORMED, RECORD, null),
                new Entry.Refusal(RefusalCode.MALFORMED, Bytes.of(), null),
                new Entry.Refusal(RefusalCode.ID_TAKEN, RECORD, 0L),
                new Entry.Refusal(RefusalCode.NUMBER_TAKEN, RECORD, 70_000L));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void readsBackWhatItPrints(Entry entry) {
        assertThat(Entry.parse(entry.bytes())).isEqualTo(entry);
        assertThat(Entry.startsAsRefusal(entry.bytes()))
                .isEqualTo(entry.kind() == EntryKind.REFUSAL);
    }

    @Test
    void everyKindAndEveryCodeHasItsOwnNumber() {
        var kinds = everyKind().stream().map(Entry::kind).distinct().toList();
        assertThat(kinds).containsExactly(EntryKind.values());
        assertThat(List.of(RefusalCode.values()))
                .extracting(RefusalCode::code)
                .doesNotHaveDuplicates();
    }

    @Test
    void printsTheMapInAscendingKeysAndShortestForm() {
        assertThat(new Entry.Refusal(RefusalCode.ID_TAKEN, RECORD, 300L).bytes())
                .asHexString()
                .isEqualToIgnoringCase("a5" + "0101" + "0203" + "1407" + "1543010203" + "1619012c");
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void refusesEveryTruncationAndEveryTrailingByte(Entry entry) {
        byte[] bytes = entry.bytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Entry.parse(cut)).isInstanceOf(MalformedException.class);
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> Entry.parse(longer)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "", // nothing
                "a0", // no field
                "00", // no map
                "a4" + "0101" + "0203" + "1401" + "5540", // another major type as key
                "a4" + "0101" + "0203" + "1401" + "1540" + "00", // trailing byte
                "b804" + "0101" + "0203" + "1401" + "1540", // map head not shortest
                "a4" + "0101" + "0203" + "1401" + "155800", // length not shortest
                "a4" + "0101" + "0203" + "141801" + "1540", // number not shortest
                "a4" + "0101" + "0203" + "14190001" + "1540",
                "a4" + "0101" + "0203" + "141b0000000000000001" + "1540",
                "a4" + "0101" + "0203" + "141bffffffffffffffff" + "1540", // beyond 2^63-1
                "a4" + "0101" + "0203" + "1401" + "155f40ff", // indefinite length
                "bf" + "0101" + "0203" + "1401" + "1540" + "ff",
                "a4" + "0101" + "0203" + "1540" + "1401", // keys out of order
                "a5" + "0101" + "0203" + "1401" + "1401" + "1540", // key twice
                "a4" + "0101" + "0203" + "1400" + "1540", // no such code
                "a4" + "0101" + "0203" + "1407" + "1540", // collision without its leaf
                "a5" + "0101" + "0203" + "1401" + "1540" + "1600", // leaf without collision
                "a5" + "0101" + "0203" + "1401" + "1540" + "1700", // unknown field
                "a4" + "0101" + "0203" + "1401" + "1560", // text for bytes
                "a4" + "0101" + "0203" + "1401" + "15f6", // null
                "a4" + "0101" + "0203" + "1401" + "15c140", // tag
                "a4" + "20" + "01" + "0203" + "1401" + "1540", // negative key
                "a3" + "0101" + "0203" + "1401", // field missing
                "a4" + "0101" + "0203" + "1401" + "155b7fffffffffffffff", // absurd length
            })
    void refusesAnyOtherEncoding(String hex) {
        byte[] content = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> Entry.parse(content)).isInstanceOf(MalformedException.class);
    }

    @Test
    void tellsAnUnknownVersionAndKindFromGarbage() {
        assertThatThrownBy(() -> Entry.parse(HexFormat.of().parseHex("a201020203")))
                .isInstanceOfSatisfying(
                        UnknownEntryException.class,
                        e -> assertThat(e.code()).isEqualTo(RefusalCode.VERSION_UNKNOWN));
        assertThatThrownBy(() -> Entry.parse(HexFormat.of().parseHex("a2010102187f")))
                .isInstanceOfSatisfying(
                        UnknownEntryException.class,
                        e -> assertThat(e.code()).isEqualTo(RefusalCode.KIND_UNKNOWN));
    }

    @Test
    void promisesPrintBack() {
        var leaves = new ArrayList<Hash>();
        for (int i = 0; i < 3; i++) {
            leaves.add(Entries.hash("leaf" + i));
        }
        var promise =
                new Promise(
                        Entries.ORIGIN,
                        3,
                        Promise.rootOf(leaves),
                        Entries.NOON,
                        Entries.NOON + 5000);
        assertThat(Promise.parse(promise.text())).isEqualTo(promise);
        assertThat(Promise.rootOf(leaves.subList(0, 1))).isEqualTo(leaves.getFirst());
        assertThat(Promise.keyName(Entries.ORIGIN).value())
                .isEqualTo("counterfoil.local/log1/promise");
        for (String bad :
                List.of(
                        promise.text().replace("v1", "v2"),
                        promise.text() + "\n",
                        promise.text().replace("\n3\n", "\n03\n"),
                        promise.text().replace("\n3\n", "\n0\n"),
                        promise.text().replace("\n3\n", "\n10001\n"),
                        promise.text().substring(0, promise.text().length() - 1),
                        "")) {
            assertThatThrownBy(() -> Promise.parse(bad)).isInstanceOf(MalformedException.class);
        }
    }
}
