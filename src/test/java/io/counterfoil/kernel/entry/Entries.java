package io.counterfoil.kernel.entry;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.Sha256;
import io.counterfoil.kernel.merkle.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Entries for tests, each field derived from a number or a word.
public final class Entries {

    /// The log that the test entries belong to.
    public static final String ORIGIN = "counterfoil.local/log1";

    /// Noon of 1 January 2026 UTC.
    public static final long NOON = 1_767_268_800_000L;

    private Entries() {}

    /// The genesis of the test log.
    public static Entry.Genesis genesis() {
        byte[] point = new byte[33];
        point[0] = 2;
        System.arraycopy(Sha256.of(new byte[] {9}), 0, point, 1, 32);
        return new Entry.Genesis(id(0), NOON, ORIGIN, 1, Bytes.of(point), "quorum none\n");
    }

    /// A preserved document.
    public static Entry.Evidence evidence(int number) {
        return new Entry.Evidence(
                id(number), hash("m" + number), hash("s" + number), NOON + number, hash("t"), null);
    }

    /// An issued invoice under a number.
    public static Entry.Invoice invoice(int number, String invoiceNumber) {
        return new Entry.Invoice(
                id(number),
                hash("m" + number),
                hash("s" + number),
                NOON + number,
                hash("t"),
                hash(invoiceNumber),
                null);
    }

    /// The manifest of a preserved document, with every optional field.
    public static Manifest manifest() {
        return new Manifest(
                id(1),
                EntryKind.EVIDENCE,
                ORIGIN,
                hash("salt"),
                new Manifest.Document(digests(), true, 12L, "text/plain"),
                new Manifest.Submitter("tenant-1", "key-7", hash("submitter salt")),
                new Manifest.Capture(NOON, "http"),
                "evidence-10y",
                null);
    }

    /// The manifest of an invoice.
    public static Manifest invoiceManifest() {
        var number =
                new Manifest.NumberKey("DE123456789", "380", "A-1", 2026, Bytes.of(new byte[81]));
        return new Manifest(
                id(2),
                EntryKind.INVOICE,
                ORIGIN,
                hash("salt"),
                new Manifest.Document(digests(), true, 4096L, "application/xml"),
                new Manifest.Submitter("tenant-1", "key-7", hash("submitter salt")),
                new Manifest.Capture(NOON, "http"),
                null,
                new Manifest.InvoiceFacts(
                        number, new Manifest.RuleVerdict("EN 16931 1.3.15", hash("rules"))));
    }

    /// The manifest of a digest whose document nobody here has seen.
    public static Manifest digestManifest() {
        return new Manifest(
                id(3),
                EntryKind.EVIDENCE,
                ORIGIN,
                hash("salt"),
                new Manifest.Document(
                        Map.of(DigestName.SHA_256, hash("document")), false, null, null),
                new Manifest.Submitter("tenant-1", "key-7", hash("submitter salt")),
                new Manifest.Capture(NOON, "kafka"),
                null,
                null);
    }

    private static Map<DigestName, Hash> digests() {
        return Map.of(
                DigestName.SHA_256,
                hash("d1"),
                DigestName.SHA3_256,
                hash("d2"),
                DigestName.SM3,
                hash("d3"));
    }

    /// The id that belongs to a number.
    public static EntryId id(int number) {
        return EntryId.of(
                Bytes.of(Sha256.of(new byte[] {(byte) (number >>> 8), (byte) number}))
                        .slice(0, 16));
    }

    /// The hash of a word.
    public static Hash hash(String word) {
        return Hash.of(Sha256.of(word.getBytes(StandardCharsets.UTF_8)));
    }
}
