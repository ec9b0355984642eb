package io.counterfoil.evidence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.crypto.Digests;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parts of a package as they were found in the file.
///
/// @param small all parts but the document, by name
/// @param datings how many authorities there are
/// @param defects what is wrong with single parts; the other parts were read nevertheless
record PackageContents(
        Optional<Document> document, Map<String, Bytes> small, int datings, List<String> defects) {

    /// Evidence records and notes are a few kilobytes.
    private static final int PART_BYTES_MAX = 1024 * 1024;

    private static final Bytes MIMETYPE = Bytes.of(EvidencePackage.MEDIA_TYPE.getBytes(US_ASCII));

    /// The document under its name in the package.
    record Document(String name, ReadDocument read) {

        Digests digests() {
            return read.digests();
        }
    }

    /// Reads a package to its last byte; the document streams through.
    ///
    /// @throws MalformedException when its shape is not that of a package
    static PackageContents read(InputStream source) throws IOException {
        var zip = new CanonicalZipReader(source);
        var small = new LinkedHashMap<String, Bytes>();
        Optional<Document> document = Optional.empty();
        for (var entry = zip.next(); entry.isPresent(); entry = zip.next()) {
            var header = entry.get();
            if (small.size() == 1 && EvidencePackage.isDocumentName(header.name())) {
                document = Optional.of(digest(zip, header));
            } else {
                small.put(header.name(), zip.small(header, PART_BYTES_MAX));
            }
        }
        var datings = countDatings(small.size());
        if (!List.copyOf(small.keySet()).equals(names(datings))) {
            throw new MalformedException("the parts are not those of a package, in their order");
        }
        if (!MIMETYPE.equals(small.firstEntry().getValue())) {
            throw new MalformedException("the file does not say that it is a package");
        }
        return new PackageContents(document, small, datings, zip.defects());
    }

    private static Document digest(CanonicalZipReader zip, ZipEntryHeader header)
            throws IOException {
        if (header.size() <= ReadDocument.CONTENT_BYTES_MAX) {
            var content = zip.small(header, ReadDocument.CONTENT_BYTES_MAX);
            var digests = Digests.of(content.toArray());
            return new Document(header.name(), new ReadDocument(digests, Optional.of(content)));
        }
        var digester = new Digests.Digester();
        zip.transfer(
                header,
                new OutputStream() {
                    @Override
                    public void write(int single) {
                        digester.update(new byte[] {(byte) single}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        digester.update(bytes, offset, length);
                    }
                });
        return new Document(header.name(), new ReadDocument(digester.finish(), Optional.empty()));
    }

    private static int countDatings(int parts) {
        var fixed = names(0).size();
        var datings = (parts - fixed) / 4;
        if (datings < 1 || datings > EvidencePackage.DATINGS_MAX) {
            throw new MalformedException("the parts are not those of a package");
        }
        return datings;
    }

    private static List<String> names(int datings) {
        var names = new ArrayList<String>();
        names.add(EvidencePackage.MIMETYPE);
        names.add(EvidencePackage.MANIFEST);
        for (int number = 1; number <= 2 * datings; number++) {
            names.add(EvidencePackage.recordName(number));
            names.add(EvidencePackage.recordManifestName(number));
        }
        names.add(EvidencePackage.ENTRY);
        names.add(EvidencePackage.PROOF);
        names.add(EvidencePackage.CHECKPOINT);
        names.add(EvidencePackage.POLICY);
        return names;
    }

    /// A part that is there, because its name was checked.
    Bytes part(String name) {
        var part = small.get(name);
        if (part == null) {
            throw new IllegalStateException("no part %s".formatted(name));
        }
        return part;
    }

    /// Whether each record's manifest is the one that these contents would be given.
    ///
    /// @param mediaType of the document, from the manifest
    boolean hasRightRecordManifests(String mediaType) {
        var file =
                document.map(each ->
                        new AsicManifest.DataObject(
                                each.name(), mediaType, each.digests().sha256()));
        var group = EvidencePackage.groupObjects(file, part(EvidencePackage.MANIFEST));
        var checkpoint = EvidencePackage.checkpointObjects(part(EvidencePackage.CHECKPOINT));
        for (int number = 1; number <= 2 * datings; number++) {
            var objects = number % 2 == 1 ? group : checkpoint;
            var expected = new AsicManifest(EvidencePackage.recordName(number), objects).xml();
            var found = part(EvidencePackage.recordManifestName(number));
            if (!found.equals(Bytes.of(expected.getBytes(UTF_8)))) {
                return false;
            }
        }
        return true;
    }
}
