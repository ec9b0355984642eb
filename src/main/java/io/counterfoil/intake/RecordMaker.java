package io.counterfoil.intake;

import io.counterfoil.crypto.DataKey;
import io.counterfoil.crypto.DigestAlgorithm;
import io.counterfoil.crypto.WrappingKey;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.DigestName;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.entry.EntryKind;
import io.counterfoil.kernel.entry.Manifest;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.platform.record.RecordSecrets;
import io.vertx.core.buffer.Buffer;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/// Turns a submission into a record: draws its id, salts and key, writes manifest and entry.
final class RecordMaker {

    private final String origin;
    private final SecureRandom random;

    /// @param origin the log that the records are for
    RecordMaker(String origin, SecureRandom random) {
        this.origin = origin;
        this.random = random;
    }

    /// A record that has its name and its key, before its document is known.
    record Draft(EntryId id, DataKey key) {}

    /// Whose a record is and which way it came.
    ///
    /// @param key the id of the API key
    /// @param source `http` or `kafka`
    /// @param wrapping the tenant's key
    record Submitter(UUID tenant, String key, String source, WrappingKey wrapping) {}

    Draft draft() {
        var id = new byte[EntryId.BYTES];
        random.nextBytes(id);
        return new Draft(EntryId.of(Bytes.of(id)), DataKey.generate(random));
    }

    /// The same name with a new key: a document that was stored under the old one is gone.
    Draft draft(UUID id) {
        return new Draft(EntryId.of(id), DataKey.generate(random));
    }

    /// A record of evidence.
    ///
    /// @param receivedAt milliseconds since 1970
    Filed evidence(Draft draft, Submission submission, Submitter submitter, long receivedAt) {
        var manifest =
                new Manifest(
                        draft.id,
                        EntryKind.EVIDENCE,
                        origin,
                        salt(),
                        document(submission),
                        new Manifest.Submitter(submitter.tenant.toString(), submitter.key, salt()),
                        new Manifest.Capture(receivedAt, submitter.source),
                        null,
                        null);
        var json = manifest.bytes();
        var entry =
                new Entry.Evidence(
                        draft.id,
                        hash(DigestAlgorithm.SHA_256, json),
                        hash(DigestAlgorithm.SM3, json),
                        receivedAt,
                        manifest.submitter().commitment(),
                        null);
        return filed(draft, submission, submitter, entry, Bytes.of(json));
    }

    /// A record of an issued invoice.
    Filed invoice(
            Draft draft,
            Submission submission,
            Submitter submitter,
            Manifest.InvoiceFacts facts,
            Numbered numbered) {
        var manifest =
                new Manifest(
                        draft.id,
                        EntryKind.INVOICE,
                        origin,
                        salt(),
                        document(submission),
                        new Manifest.Submitter(submitter.tenant.toString(), submitter.key, salt()),
                        new Manifest.Capture(numbered.receivedAt, submitter.source),
                        null,
                        facts);
        var json = manifest.bytes();
        var entry =
                new Entry.Invoice(
                        draft.id,
                        hash(DigestAlgorithm.SHA_256, json),
                        hash(DigestAlgorithm.SM3, json),
                        numbered.receivedAt,
                        manifest.submitter().commitment(),
                        numbered.uniqueKey,
                        null);
        return filed(draft, submission, submitter, entry, Bytes.of(json));
    }

    /// What the ledger holds of an invoice's number.
    ///
    /// @param uniqueKey no other invoice may have it
    /// @param receivedAt milliseconds since 1970
    record Numbered(Hash uniqueKey, long receivedAt) {}

    private Filed filed(
            Draft draft,
            Submission submission,
            Submitter submitter,
            Entry.Recorded entry,
            Bytes manifest) {
        return new Filed(
                draft.id.uuid(),
                submitter.tenant,
                entry.receivedAt(),
                Buffer.buffer(submission.digests().sha256().bytes()),
                submission.lookup(),
                entry instanceof Entry.Invoice,
                submission.content(),
                Buffer.buffer(entry.bytes()),
                buffer(RecordSecrets.seal(draft.key, draft.id, random, manifest)),
                buffer(submitter.wrapping.wrap(draft.key, draft.id.hex())));
    }

    private static Manifest.Document document(Submission submission) {
        Map<DigestName, Hash> digests = new EnumMap<>(DigestName.class);
        digests.put(DigestName.SHA_256, submission.digests().sha256());
        submission.digests().sha3().ifPresent(hash -> digests.put(DigestName.SHA3_256, hash));
        submission.digests().sm3().ifPresent(hash -> digests.put(DigestName.SM3, hash));
        return new Manifest.Document(
                digests,
                submission.content(),
                submission.size().orElse(null),
                submission.type().orElse(null));
    }

    private Hash salt() {
        var salt = new byte[Hash.BYTES];
        random.nextBytes(salt);
        return Hash.of(salt);
    }

    private static Hash hash(DigestAlgorithm algorithm, byte[] content) {
        return Hash.of(algorithm.start().digest(content));
    }

    private static Buffer buffer(Bytes bytes) {
        return Buffer.buffer(bytes.toArray());
    }
}
