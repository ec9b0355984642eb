package io.counterfoil.kernel.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.Verdict;
import io.counterfoil.kernel.merkle.Hash;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {

    static List<Manifest> manifests() {
        return List.of(Entries.manifest(), Entries.invoiceManifest(), Entries.digestManifest());
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void readsBackWhatItPrints(Manifest manifest) {
        assertThat(Manifest.parse(manifest.bytes())).isEqualTo(manifest);
    }

    @Test
    void printsSortedKeysWithoutWhiteSpaceAndLeavesOutWhatIsNotKnown() {
        assertThat(Entries.digestManifest().bytes())
                .asString(UTF_8)
                .startsWith(
                        "{\"capture\":{\"received-at\":1767268800000,\"source\":\"kafka\"},\"digests\":{")
                .contains("\"unchecked\":true,\"v\":1}")
                .doesNotContain("null", "size", "policy", " ");
    }

    @Test
    void opensTheEntryItBelongsToAndNoOther() {
        var manifest = Entries.manifest();
        var entry =
                new Entry.Evidence(
                        manifest.id(),
                        manifest.hash(),
                        Entries.hash("sm3"),
                        manifest.capture().receivedAt(),
                        manifest.submitter().commitment(),
                        null);
        assertThat(manifest.opens(entry)).isEqualTo(Verdict.proven());
        assertThat(Entries.digestManifest().opens(entry).isProven()).isFalse();
        for (var other :
                List.of(
                        with(entry, Entries.id(9), entry.receivedAt(), entry.submitter()),
                        with(entry, entry.id(), 1, entry.submitter()),
                        with(entry, entry.id(), entry.receivedAt(), Entries.hash("else")))) {
            assertThat(manifest.opens(other).isProven()).isFalse();
        }
    }

    private static Entry.Evidence with(Entry.Evidence entry, EntryId id, long at, Hash submitter) {
        return new Entry.Evidence(id, entry.manifest(), entry.manifestSm3(), at, submitter, null);
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void refusesEveryFieldThatIsMissingDoubledOrUnknown(Manifest manifest) {
        String text = new String(manifest.bytes(), UTF_8);
        for (String bad :
                List.of(
                        text.replace(",\"v\":1", ""),
                        text.replace("\"v\":1", "\"v\":2"),
                        text.replace("\"v\":1", "\"v\":1,\"w\":1"),
                        text.replace("\"v\":1", "\"v\":1,\"v\":1"),
                        text.replace("\"v\":1", "\"v\":null"),
                        text.replace("\"v\":1", "\"v\":1.0"),
                        text.replace("\"v\":1", "\"v\": 1"),
                        text.replace("\"source\"", "\"sourc\\u0065\""),
                        text.replace("\"tenant\"", "\"tenont\""),
                        text.replace("1767268800000", "1767268800000.0"),
                        text.replace("1767268800000", "9007199254740992"),
                        text.replace("sha-256", "sha-257"),
                        text + "\n",
                        text.substring(1),
                        "[" + text + "]")) {
            assertThatThrownBy(() -> Manifest.parse(bad.getBytes(UTF_8)))
                    .as(bad)
                    .isInstanceOf(MalformedException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}x",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":-0}",
                "{\"a\":1e2}",
                "{\"a\":+1}",
                "{\"a\":tru}",
                "{\"a\":\"\\/\"}",
                "{\"a\":\"\\u000A\"}",
                "{\"a\":\"\\u0041\"}",
                "{\"a\":\"\t\"}",
                "{\"b\":1,\"a\":1}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"",
                "{\"a\":[1]}",
                "{\"a\":9007199254740992}",
                "{\"a\":\"\\u00\"}",
                "{\"a\":\"\\u001\"}",
                "{\"a\":\"\\u00g1\"}",
                "{\"a\":-}",
                "1",
            })
    void theJsonReaderTakesCanonicalTextOnly(String text) {
        assertThatThrownBy(() -> JsonReader.read(text.getBytes(UTF_8)))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void theJsonReaderKeepsItsDepthAndSize() {
        String deep = "{\"a\":".repeat(100_000);
        assertThatThrownBy(() -> JsonReader.read(deep.substring(0, 60_000).getBytes(UTF_8)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("deep");
        assertThatThrownBy(() -> JsonReader.read(deep.getBytes(UTF_8)))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("large");
    }

    @Test
    void printsStringsAsRfc8785Does() {
        // The example of RFC 8785 §3.2.2, as far as a manifest's values go.
        var text = new Json.Text("€$\017\nA'B\"\\\\\"/");
        assertThat(text.print()).isEqualTo("\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
        var sorted =
                new TreeMap<String, Json>(
                        Map.of(
                                "\u20ac",
                                new Json.Int(1),
                                "\r",
                                new Json.Int(2),
                                "\ufb33",
                                new Json.Int(3),
                                "1",
                                new Json.Int(4),
                                "\ud83d\ude00",
                                new Json.Int(5),
                                "\u0080",
                                new Json.Int(6),
                                "\u00f6",
                                new Json.Int(7)));
        assertThat(new Json.Obj(sorted).members().values())
                .extracting(value -> ((Json.Int) value).value())
                .as("the order of RFC 8785 §3.2.3")
                .containsExactly(2L, 4L, 6L, 7L, 1L, 5L, 3L);
    }

    @Test
    void refusesWhatCannotBeMeant() {
        var digest = Map.of(DigestName.SHA_256, Entries.hash("d"));
        assertThatThrownBy(() -> new Manifest.Document(digest, true, 1L, null))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new Manifest.Document(Map.of(), false, 1L, null))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new Manifest.Submitter("", "k", Entries.hash("s")))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new Manifest.Submitter("\ud800", "k", Entries.hash("s")))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new Manifest.Submitter("t".repeat(1025), "k", Entries.hash("s")))
                .isInstanceOf(MalformedException.class);
    }
}
