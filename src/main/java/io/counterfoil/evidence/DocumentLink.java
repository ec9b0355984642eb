package io.counterfoil.evidence;

import io.counterfoil.crypto.DigestAlgorithm;
import io.counterfoil.crypto.Digests;
import io.counterfoil.evidence.PackageReport.Finding;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.Verdict;
import io.counterfoil.kernel.entry.DigestName;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.Manifest;
import io.counterfoil.kernel.merkle.Hash;

/// The steps from a document over its manifest to the entry in the log.
///
/// @param origin the log whose checkpoint the proof leads to
record DocumentLink(Manifest manifest, Entry entry, String origin) {

    static final String DOCUMENT_CLAIM = "the document has the digests that the manifest holds";
    static final String MANIFEST_CLAIM = "the manifest is the one that the entry stands for";

    /// Whether the manifest is about this document.
    Finding checkDocument(Digests digests) {
        var size = manifest.document().size();
        if (size != null && size != digests.size()) {
            return new Finding.Failed("the document is not as long as the manifest says");
        }
        for (var stated : manifest.document().digests().entrySet()) {
            if (!stated.getValue().equals(digest(digests, stated.getKey()))) {
                return new Finding.Failed(
                        "the document has another %s digest".formatted(stated.getKey().label()));
            }
        }
        return new Finding.Passed("SHA-256 " + digests.sha256().hex());
    }

    /// Whether the entry is about this manifest, in the log that it names.
    Finding checkManifest() {
        if (!(entry instanceof Entry.Recorded recorded)) {
            return new Finding.Failed("the entry is not that of a record");
        }
        if (manifest.opens(recorded) instanceof Verdict.Refuted(String reason)) {
            return new Finding.Failed(reason);
        }
        var sm3 = DigestAlgorithm.SM3.digest(Bytes.of(manifest.bytes()));
        if (!sm3.equals(Bytes.of(recorded.manifestSm3().bytes()))) {
            return new Finding.Failed("the entry holds another SM3 digest of the manifest");
        }
        if (!manifest.log().equals(origin)) {
            return new Finding.Failed("the manifest was made for another log");
        }
        return new Finding.Passed("record " + manifest.id());
    }

    private static Hash digest(Digests digests, DigestName name) {
        return switch (name) {
            case SHA_256 -> digests.sha256();
            case SHA3_256 -> digests.sha3();
            case SM3 -> digests.sm3();
        };
    }
}
