package io.counterfoil.kernel.entry;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.Sha256;
import io.counterfoil.kernel.Verdict;
import io.counterfoil.kernel.merkle.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a record is about: canonical JSON whose hashes stand in the log and which itself stays with
/// the parties (`docs/formats/manifest.md`).
///
/// @param salt random; without it nobody can test a guess against the entry
/// @param policy the preservation policy that the record was taken in under
/// @param invoice present exactly if the kind is invoice
public record Manifest(
        EntryId id,
        EntryKind kind,
        String log,
        Hash salt,
        Document document,
        Submitter submitter,
        Capture capture,
        @Nullable String policy,
        @Nullable InvoiceFacts invoice) {

    /// The version in field `v`.
    public static final int VERSION = 1;

    /// The longest text of any field, in characters.
    public static final int TEXT_MAX = 1024;

    private static final byte[] SUBMITTER_LABEL =
            "counterfoil submitter v1\0".getBytes(StandardCharsets.US_ASCII);

    /// Checks that the kind and the invoice's facts belong together.
    ///
    /// @throws MalformedException when they do not
    public Manifest {
        boolean recorded = kind == EntryKind.EVIDENCE || kind == EntryKind.INVOICE;
        if (!recorded || (kind == EntryKind.INVOICE) != (invoice != null)) {
            throw new MalformedException("a manifest is of evidence, or of an invoice with facts");
        }
        requireText(log);
        if (policy != null) {
            requireText(policy);
        }
    }

    /// The document's digests and form.
    ///
    /// @param checked whether we hashed the document ourselves; then all digests and the size are
    ///   there
    /// @param size the document's length in bytes
    /// @param type its media type
    public record Document(
            Map<DigestName, Hash> digests,
            boolean checked,
            @Nullable Long size,
            @Nullable String type) {

        /// Copies the digests.
        ///
        /// @throws MalformedException when a checked document lacks one, or there is none at all
        public Document {
            if (digests.isEmpty()) {
                throw new MalformedException("a manifest holds at least one digest");
            }
            digests = Collections.unmodifiableMap(new EnumMap<>(digests));
            boolean whole = digests.size() == DigestName.values().length && size != null;
            if (checked && !whole) {
                throw new MalformedException("a checked document has every digest and its size");
            }
            if (size != null && (size < 0 || size > Json.INTEGER_MAX)) {
                throw new MalformedException("a size is 0 to 2^53-1");
            }
            if (type != null) {
                requireText(type);
            }
        }
    }

    /// Who handed the record in.
    ///
    /// @param tenant the tenant's id
    /// @param key the id of the API key or certificate that was used
    /// @param salt opens the entry's submitter commitment
    public record Submitter(String tenant, String key, Hash salt) {

        /// Checks the texts.
        public Submitter {
            requireText(tenant);
            requireText(key);
        }

        /// What stands in the entry's field 7.
        public Hash commitment() {
            return Hash.of(
                    Sha256.of(
                            SUBMITTER_LABEL,
                            salt.bytes(),
                            tenant.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /// When and how the record came.
    ///
    /// @param receivedAt milliseconds since 1970 UTC, the same as in the entry
    /// @param source the way in, such as `http` or `kafka`
    public record Capture(long receivedAt, String source) {

        /// Checks the time.
        public Capture {
            requireText(source);
            if (receivedAt < 0 || receivedAt > Json.INTEGER_MAX) {
                throw new MalformedException("a time is 0 to 2^53-1");
            }
        }
    }

    /// What is only true of invoices.
    public record InvoiceFacts(NumberKey number, RuleVerdict verdict) {}

    /// The invoice's number with the proof that the entry's uniqueness key is the right one.
    ///
    /// @param proof the ECVRF-P256 proof (RFC 9381), 81 bytes
    public record NumberKey(String issuer, String type, String number, int year, Bytes proof) {

        /// The length of the proof.
        public static final int PROOF_BYTES = 81;

        /// Checks the texts and the proof's length.
        public NumberKey {
            requireText(issuer);
            requireText(type);
            requireText(number);
            if (year < 0 || year > 9999 || proof.size() != PROOF_BYTES) {
                throw new MalformedException("a year has four digits, a number's proof 81 bytes");
            }
        }
    }

    /// Which rules the invoice passed.
    ///
    /// @param ruleSet the hash of the rule set that was run
    public record RuleVerdict(String name, Hash ruleSet) {

        /// Checks the name.
        public RuleVerdict {
            requireText(name);
        }
    }

    /// Reads a manifest.
    ///
    /// @throws MalformedException when the bytes are not what [#bytes()] prints
    public static Manifest parse(byte[] content) {
        return ManifestCodec.decode(content);
    }

    /// The canonical JSON, UTF-8.
    public byte[] bytes() {
        return ManifestCodec.encode(this).getBytes(StandardCharsets.UTF_8);
    }

    /// SHA-256 of the canonical JSON, as it stands in the entry's field 4.
    public Hash hash() {
        return Hash.of(Sha256.of(bytes()));
    }

    /// Whether this manifest is the one that an entry stands for. The SM3 hash and an invoice's VRF
    /// proof need more than a JDK and are checked elsewhere.
    public Verdict opens(Entry.Recorded entry) {
        if (!hash().equals(entry.manifest())) {
            return Verdict.refuted("the entry holds the hash of another manifest");
        }
        if (!id.equals(entry.id()) || kind != entry.kind()) {
            return Verdict.refuted("manifest and entry differ in id or kind");
        }
        if (capture.receivedAt() != entry.receivedAt()) {
            return Verdict.refuted("manifest and entry differ in the time of receipt");
        }
        return Verdict.of(
                submitter.commitment().equals(entry.submitter()),
                "the manifest does not open the submitter's commitment");
    }

    private static void requireText(String text) {
        boolean lone =
                text.codePoints()
                        .anyMatch(
                                c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (text.isEmpty() || text.length() > TEXT_MAX || lone) {
            throw new MalformedException("a text of a manifest has 1 to 1,024 characters");
        }
    }
}
