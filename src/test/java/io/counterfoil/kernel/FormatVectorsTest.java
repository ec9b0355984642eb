package io.counterfoil.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.kernel.entry.Entries;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.Manifest;
import io.counterfoil.kernel.entry.Promise;
import io.counterfoil.kernel.entry.RefusalCode;
import io.counterfoil.kernel.entry.UnknownEntryException;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.note.JdkSignatureVerifiers;
import io.counterfoil.kernel.note.NoteKeys;
import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.kernel.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.jcajce.provider.digest.SM3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The formats of `docs/formats`, held to vectors that an independent script made from that text.
class FormatVectorsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// One line of a vector file, shown by its name.
    record Vector(String name, JsonNode json) {

        String text(String field) {
            return json.get(field).asText();
        }

        byte[] bytes(String field) {
            return HexFormat.of().parseHex(text(field));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Vector> read(String file) {
        return Vectors.lines(file).stream()
                .map(line -> {
                    try {
                        JsonNode json = JSON.readTree(line);
                        return new Vector(json.get("name").asText(), json);
                    } catch (JsonProcessingException e) {
                        throw new IllegalStateException(line, e);
                    }
                });
    }

    static Stream<Vector> entries() {
        return read("entry/valid.jsonl");
    }

    static Stream<Vector> badEntries() {
        return read("entry/invalid.jsonl");
    }

    static Stream<Vector> manifests() {
        return read("manifest/valid.jsonl");
    }

    static Stream<Vector> badManifests() {
        return read("manifest/invalid.jsonl");
    }

    static Stream<Vector> promises() {
        return read("promise/valid.jsonl");
    }

    static Stream<Vector> badPromises() {
        return read("promise/invalid.jsonl");
    }

    @ParameterizedTest
    @MethodSource("entries")
    void anEntryHasTheseBytesAndThisLeafHash(Vector vector) {
        byte[] bytes = vector.bytes("bytes");
        Entry entry = Entry.parse(bytes);
        assertThat(entry.bytes()).isEqualTo(bytes);
        assertThat(TreeHasher.sha256().leaf(bytes).hex()).isEqualTo(vector.text("leafHash"));
        assertThat(entry.kind().code()).isEqualTo(vector.json.get("fields").get("2").asInt());
    }

    @Test
    void theEntriesOfTheTestsAreThoseOfTheVectors() {
        assertThat(entries().map(vector -> vector.text("bytes")))
                .contains(
                        HexFormat.of().formatHex(Entries.genesis().bytes()),
                        HexFormat.of().formatHex(Entries.evidence(1).bytes()),
                        HexFormat.of().formatHex(Entries.invoice(2, "A-1").bytes()));
        assertThat(manifests().map(vector -> vector.text("manifest")))
                .contains(
                        new String(Entries.manifest().bytes(), UTF_8),
                        new String(Entries.invoiceManifest().bytes(), UTF_8),
                        new String(Entries.digestManifest().bytes(), UTF_8));
    }

    @ParameterizedTest
    @MethodSource("badEntries")
    void anythingElseIsNoEntry(Vector vector) {
        assertThat(failure(vector.bytes("bytes")))
                .isEqualTo(RefusalCode.valueOf(vector.text("refusal")));
    }

    private static RefusalCode failure(byte[] content) {
        try {
            throw new AssertionError("read: " + Entry.parse(content));
        } catch (MalformedException _) {
            return RefusalCode.MALFORMED;
        } catch (UnknownEntryException e) {
            return e.code();
        }
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void aManifestHasTheseHashesAndOpensThisCommitment(Vector vector) {
        byte[] text = vector.text("manifest").getBytes(UTF_8);
        Manifest manifest = Manifest.parse(text);
        assertThat(manifest.bytes()).isEqualTo(text);
        assertThat(manifest.hash().hex()).isEqualTo(vector.text("sha256"));
        assertThat(HexFormat.of().formatHex(new SM3.Digest().digest(text)))
                .isEqualTo(vector.text("sm3"));
        assertThat(manifest.submitter().commitment().hex()).isEqualTo(vector.text("submitter"));
    }

    @ParameterizedTest
    @MethodSource("badManifests")
    void anythingElseIsNoManifest(Vector vector) {
        assertThatThrownBy(() -> Manifest.parse(vector.text("manifest").getBytes(UTF_8)))
                .isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @MethodSource("promises")
    void aPromiseIsThisNote(Vector vector) {
        var leaves = new ArrayList<Hash>();
        vector.json.get("leafHashes").forEach(hash -> leaves.add(Hash.fromHex(hash.asText())));
        var expected =
                new Promise(
                        Entries.ORIGIN,
                        leaves.size(),
                        Promise.rootOf(leaves),
                        vector.json.get("acceptedAt").asLong(),
                        vector.json.get("deadline").asLong());
        var key = VerifierKey.parse(vector.text("vkey"));
        SignedNote note = SignedNote.parse(vector.text("note"));

        assertThat(Promise.parse(note.text())).isEqualTo(expected);
        assertThat(expected.text()).isEqualTo(note.text());
        assertThat(key.name()).isEqualTo(Promise.keyName(Entries.ORIGIN));
        assertThat(new NoteKeys(List.of(key), new JdkSignatureVerifiers()).open(note))
                .isInstanceOf(NoteKeys.Opening.Opened.class);
    }

    @ParameterizedTest
    @MethodSource("badPromises")
    void anythingElseIsNoPromise(Vector vector) {
        assertThatThrownBy(() -> Promise.parse(vector.text("text")))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void theExamplesOfThePagesAreThoseOfTheVectors() throws IOException {
        String entryPage = Files.readString(Path.of("docs/formats/entry.md"));
        String example =
                entryPage.substring(
                        entryPage.indexOf("```text\n") + 8, entryPage.lastIndexOf("```"));
        String hex =
                example.lines()
                        .map(line -> line.split(" {2}")[0].replace(" ", ""))
                        .collect(Collectors.joining());
        Vector evidence =
                entries()
                        .filter(vector -> vector.name.equals("evidence"))
                        .findFirst()
                        .orElseThrow();
        assertThat(hex).isEqualTo(evidence.text("bytes"));
        assertThat(entryPage).contains(evidence.text("leafHash"));

        String manifestPage = Files.readString(Path.of("docs/formats/manifest.md"));
        Vector digest =
                manifests()
                        .filter(vector -> vector.name.equals("digest only"))
                        .findFirst()
                        .orElseThrow();
        assertThat(manifestPage)
                .contains(
                        digest.text("manifest"),
                        digest.text("sha256"),
                        digest.text("sm3"),
                        digest.text("submitter"));
    }

    @Test
    void thePageOfRefusalsNamesEveryCode() throws IOException {
        String page = Files.readString(Path.of("docs/formats/refusal.md"));
        for (RefusalCode code : RefusalCode.values()) {
            assertThat(page).contains(code.code() + " `" + code.name() + "`");
        }
    }
}
