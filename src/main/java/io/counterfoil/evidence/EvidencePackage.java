package io.counterfoil.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.crypto.EvidenceRecord;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.entry.DigestName;
import io.counterfoil.kernel.entry.Manifest;
import io.counterfoil.kernel.merkle.Hash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/// A package that proves itself: document, manifest, ledger proof and evidence records in one
/// ASiC-E file (ETSI EN 319 162-1), of which every byte follows from its parts.
///
/// @param document absent where only digests were handed in
/// @param parts what goes with it
/// @param datings one for each authority, at least one
public record EvidencePackage(
        Optional<Document> document, LedgerParts parts, List<Dating> datings) {

    /// The media type of the whole file.
    public static final String MEDIA_TYPE = "application/vnd.etsi.asic-e+zip";

    static final String MIMETYPE = "mimetype";
    static final String MANIFEST = "manifest.json";
    static final String MANIFEST_TYPE = "application/json";
    static final String ENTRY = "META-INF/ledger/entry.cbor";
    static final String PROOF = "META-INF/ledger/entry.tlog-proof";
    static final String CHECKPOINT = "META-INF/ledger/checkpoint.note";
    static final String CHECKPOINT_TYPE = "text/plain";
    static final String POLICY = "META-INF/ledger/policy.txt";
    static final int DATINGS_MAX = 12;

    /// Letters, digits and a few marks; nothing that a file system or a reader could take for more.
    private static final Pattern DOCUMENT_NAME =
            Pattern.compile("(?=.{1,100}$)[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N} ._-]*(?<![. ])");

    /// Checks name and numbers.
    ///
    /// @throws MalformedException when a name cannot stand in a package
    public EvidencePackage {
        datings = List.copyOf(datings);
        if (datings.isEmpty() || datings.size() > DATINGS_MAX) {
            throw new MalformedException("a package is dated by 1 to 12 authorities");
        }
        document.ifPresent(each -> checkName(each.name()));
    }

    /// The document, which is read twice: for its checksum, and into the package.
    ///
    /// @param name its name in the package; see [#isDocumentName]
    public record Document(String name, Source content) {}

    /// Where a content can be read from its start, as often as needed.
    @FunctionalInterface
    public interface Source {
        /// Opens it anew.
        InputStream open() throws IOException;
    }

    /// What the ledger has to say.
    ///
    /// @param entry the leaf's bytes
    /// @param proof the `.tlog-proof`
    /// @param checkpoint the checkpoint with its signatures, as it was dated
    /// @param policy the log's published policy: a convenience, nothing rests on it
    public record LedgerParts(
            Manifest manifest, Bytes entry, Bytes proof, Bytes checkpoint, Bytes policy) {}

    /// What one authority's token dates.
    ///
    /// @param group the record of the group {document, manifest}, or {manifest}
    /// @param checkpoint the record of the group {checkpoint}
    public record Dating(EvidenceRecord group, EvidenceRecord checkpoint) {}

    /// Whether a document may have this name in a package: at most 100 letters, digits, spaces,
    /// dots, dashes and underscores, and no name that the package itself uses.
    public static boolean isDocumentName(String name) {
        return DOCUMENT_NAME.matcher(name).matches()
                && !name.equalsIgnoreCase(MIMETYPE)
                && !name.equalsIgnoreCase(MANIFEST)
                && !name.equalsIgnoreCase("META-INF");
    }

    /// Writes the package; the document streams through.
    ///
    /// @throws IOException also when the document breaks off or changes between its two readings
    public void write(OutputStream target) throws IOException {
        // The document is read to its end before the first byte goes out.
        var crc = new CRC32();
        var size = document.isPresent() ? measure(document.get(), crc) : 0;
        var zip = new CanonicalZipWriter(target);
        zip.add(MIMETYPE, Bytes.of(MEDIA_TYPE.getBytes(US_ASCII)));
        if (document.isPresent()) {
            try (var content = document.get().content().open()) {
                zip.add(document.get().name(), (int) crc.getValue(), size, content);
            }
        }
        for (var part : smallParts().entrySet()) {
            zip.add(part.getKey(), part.getValue());
        }
        zip.finish();
    }

    private static long measure(Document document, CRC32 crc) throws IOException {
        try (var content = new CheckedInputStream(document.content().open(), crc)) {
            return content.transferTo(OutputStream.nullOutputStream());
        }
    }

    /// All entries behind the document, in their order.
    private Map<String, Bytes> smallParts() {
        var small = new LinkedHashMap<String, Bytes>();
        small.put(MANIFEST, manifest());
        for (int i = 0; i < datings.size(); i++) {
            var dating = datings.get(i);
            put(small, 2 * i + 1, dating.group(), groupObjects());
            put(small, 2 * i + 2, dating.checkpoint(), checkpointObjects(parts.checkpoint()));
        }
        small.put(ENTRY, parts.entry());
        small.put(PROOF, parts.proof());
        small.put(CHECKPOINT, parts.checkpoint());
        small.put(POLICY, parts.policy());
        return small;
    }

    private static void put(
            Map<String, Bytes> small,
            int number,
            EvidenceRecord evidence,
            List<AsicManifest.DataObject> objects) {
        small.put(recordName(number), evidence.encoded());
        var xml = new AsicManifest(recordName(number), objects).xml();
        small.put(recordManifestName(number), Bytes.of(xml.getBytes(UTF_8)));
    }

    private List<AsicManifest.DataObject> groupObjects() {
        return groupObjects(
                document.map(each ->
                        new AsicManifest.DataObject(
                                each.name(), mediaType(parts.manifest()), sha256())),
                manifest());
    }

    private Bytes manifest() {
        return Bytes.of(parts.manifest().bytes());
    }

    private Hash sha256() {
        var sha256 = parts.manifest().document().digests().get(DigestName.SHA_256);
        return Objects.requireNonNull(sha256, "a record with a document has all of its digests");
    }

    static List<AsicManifest.DataObject> groupObjects(
            Optional<AsicManifest.DataObject> document, Bytes manifest) {
        var objects = new ArrayList<AsicManifest.DataObject>();
        document.ifPresent(objects::add);
        objects.add(AsicManifest.DataObject.of(MANIFEST, MANIFEST_TYPE, manifest));
        return objects;
    }

    static List<AsicManifest.DataObject> checkpointObjects(Bytes checkpoint) {
        return List.of(AsicManifest.DataObject.of(CHECKPOINT, CHECKPOINT_TYPE, checkpoint));
    }

    /// The document's media type as its record's manifest has it.
    static String mediaType(Manifest manifest) {
        return Objects.requireNonNullElse(manifest.document().type(), "application/octet-stream");
    }

    static String recordName(int number) {
        return "META-INF/evidencerecord%03d.ers".formatted(number);
    }

    static String recordManifestName(int number) {
        return "META-INF/ASiCEvidenceRecordManifest%03d.xml".formatted(number);
    }

    private static void checkName(String name) {
        if (!isDocumentName(name)) {
            throw new MalformedException("a document cannot have this name in a package");
        }
    }
}
