package io.counterfoil.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.crypto.DataGroup;
import io.counterfoil.crypto.DigestAlgorithm;
import io.counterfoil.crypto.Digests;
import io.counterfoil.crypto.EvidenceRecord;
import io.counterfoil.crypto.HashTree;
import io.counterfoil.crypto.SigningKey;
import io.counterfoil.crypto.TimeStampAuthority;
import io.counterfoil.crypto.TimeStampClient;
import io.counterfoil.crypto.TimeStampKeys;
import io.counterfoil.crypto.TimeStampRoots;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.DigestName;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.entry.EntryKind;
import io.counterfoil.kernel.entry.Manifest;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.HashReader;
import io.counterfoil.kernel.merkle.Prover;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.KeyName;
import io.counterfoil.kernel.note.KeyType;
import io.counterfoil.kernel.note.NoteSigner;
import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.kernel.policy.Policy;
import io.counterfoil.kernel.proof.TlogProof;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// A small log with three members, one time-stamp authority, and real keys, proofs and tokens.
public final class SampleLog {

    static final String ORIGIN = "log.example/evidence";
    public static final String DOCUMENT_NAME = "Vertrag 合同.txt";
    static final byte[] DOCUMENT = "The parties agree on nothing in particular.\n".getBytes(UTF_8);

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TreeHasher TREE = TreeHasher.sha256();
    private static final int OTHER_LEAVES = 4;

    private final List<SigningKey> signers = new ArrayList<>();
    private final Policy policy;
    private final TimeStampAuthority authority;
    private final TimeStampClient client;

    /// Founds it in a directory of its own.
    public SampleLog(Path directory) throws IOException {
        this(directory, List.of(KeyType.COSIGNATURE_ED25519, KeyType.COSIGNATURE_ML_DSA_44));
    }

    /// @param memberKeys the types of each member's keys
    SampleLog(Path directory, List<KeyType> memberKeys) throws IOException {
        policy = foundPolicy(memberKeys);
        var keys =
                TimeStampKeys.openOrCreate(
                        directory, "Notary Example Ltd", Clock.systemUTC(), RANDOM);
        authority =
                new TimeStampAuthority(
                        keys, List.of(TimeStampAuthority.POLICY), Clock.systemUTC(), RANDOM);
        var trust = new TimeStampClient.Trust(roots(), Set.of(), Duration.ofMinutes(1));
        client = new TimeStampClient(authority::answer, trust, Clock.systemUTC(), RANDOM);
    }

    /// Names the log and its members.
    public Policy policy() {
        return policy;
    }

    TimeStampRoots roots() {
        return TimeStampRoots.ofPem(authority.rootPem());
    }

    /// The time-stamp authority's root.
    public String rootPem() {
        return authority.rootPem();
    }

    /// Two of three members, each with all of its keys.
    private Policy foundPolicy(List<KeyType> memberKeys) {
        var text = new StringBuilder();
        text.append("log ").append(key(ORIGIN, KeyType.ED25519).key()).append('\n');
        if (memberKeys.contains(KeyType.COSIGNATURE_ML_DSA_44)) {
            var key = key(ORIGIN, KeyType.COSIGNATURE_ML_DSA_44).key();
            text.append("log ").append(key).append('\n');
        }
        for (String member : List.of("tax", "notary", "court")) {
            var names = new ArrayList<String>();
            for (KeyType type : memberKeys) {
                names.add(member + "-" + (names.size() + 1));
                var key = key("log.example/" + member + "/final", type).key();
                text.append("witness %s %s\n".formatted(names.getLast(), key));
            }
            text.append("group %s all %s\n".formatted(member, String.join(" ", names)));
        }
        text.append("group quorum 2 tax notary court\nquorum quorum\n");
        return Policy.parse(text.toString().getBytes(UTF_8));
    }

    private SigningKey key(String name, KeyType type) {
        var key = SigningKey.generate(new KeyName(name), type, RANDOM);
        signers.add(key);
        return key;
    }

    /// A package with the document.
    public EvidencePackage withDocument() throws Exception {
        return make(Optional.of(DOCUMENT));
    }

    /// A package of a record of which only digests were handed in.
    EvidencePackage digestsOnly() throws Exception {
        return make(Optional.empty());
    }

    EvidencePackage make(Optional<byte[]> document) throws Exception {
        var manifest = manifest(document);
        return make(
                document.map(bytes -> document(DOCUMENT_NAME, bytes)), manifest, entry(manifest));
    }

    static EvidencePackage.Document document(String name, byte[] bytes) {
        return new EvidencePackage.Document(name, () -> new ByteArrayInputStream(bytes));
    }

    /// A package of this entry, whether it is about this manifest or not.
    EvidencePackage make(
            Optional<EvidencePackage.Document> document, Manifest manifest, Entry entry)
            throws Exception {
        var leaves = new ArrayList<byte[]>();
        for (int i = 0; i < OTHER_LEAVES; i++) {
            leaves.add(entry(manifest(Optional.of(new byte[] {(byte) i}))).bytes());
        }
        leaves.add(2, entry.bytes());
        var note = sign(leaves, signers);
        var sha256 = Objects.requireNonNull(manifest.document().digests().get(DigestName.SHA_256));
        var group =
                document.isPresent()
                        ? DataGroup.of(sha256, manifest.hash())
                        : DataGroup.of(manifest.hash());
        return new EvidencePackage(
                document,
                new EvidencePackage.LedgerParts(
                        manifest,
                        Bytes.of(entry.bytes()),
                        Bytes.of(proof(leaves, 2, note).print()),
                        bytes(note.print()),
                        Bytes.of(policy.print())),
                List.of(date(group, note)));
    }

    EvidencePackage.Dating date(DataGroup group, SignedNote note) throws Exception {
        var checkpoint =
                new DataGroup(List.of(DigestAlgorithm.SHA_256.digest(bytes(note.print()))));
        var others =
                List.of(DataGroup.of(new Hash(1, 2, 3, 4)), DataGroup.of(new Hash(5, 6, 7, 8)));
        var groups = new ArrayList<>(others);
        groups.add(group);
        groups.add(checkpoint);
        var tree = HashTree.of(groups);
        var token = client.stamp(DigestAlgorithm.SHA_256, Bytes.of(tree.root().bytes()));
        EvidenceRecord first = tree.record(group, token).orElseThrow();
        return new EvidencePackage.Dating(first, tree.record(checkpoint, token).orElseThrow());
    }

    static Manifest manifest(Optional<byte[]> document) {
        var digests = Digests.of(document.orElse(DOCUMENT));
        var stated =
                Map.of(
                        DigestName.SHA_256, digests.sha256(),
                        DigestName.SHA3_256, digests.sha3(),
                        DigestName.SM3, digests.sm3());
        var about =
                new Manifest.Document(
                        stated,
                        document.isPresent(),
                        digests.size(),
                        "text/plain; charset=\"utf-8\"");
        return new Manifest(
                new EntryId(RANDOM.nextLong(), RANDOM.nextLong()),
                EntryKind.EVIDENCE,
                ORIGIN,
                randomHash(),
                about,
                new Manifest.Submitter("tenant-1", "key-1", randomHash()),
                new Manifest.Capture(Instant.now().toEpochMilli(), "http"),
                null,
                null);
    }

    static Entry.Evidence entry(Manifest manifest) {
        var sm3 = DigestAlgorithm.SM3.digest(Bytes.of(manifest.bytes()));
        return new Entry.Evidence(
                manifest.id(),
                manifest.hash(),
                Hash.of(sm3.toArray()),
                manifest.capture().receivedAt(),
                manifest.submitter().commitment(),
                null);
    }

    static SignedNote sign(List<byte[]> leaves, List<? extends NoteSigner> signers) {
        var row = hashes(leaves);
        var checkpoint =
                new Checkpoint(ORIGIN, leaves.size(), TREE.root(row, 0, leaves.size())).text();
        var now = Instant.now();
        return new SignedNote(
                checkpoint, signers.stream().map(signer -> signer.sign(checkpoint, now)).toList());
    }

    static TlogProof proof(List<byte[]> leaves, int index, SignedNote note) {
        var row = hashes(leaves);
        HashReader reader =
                nodes ->
                        nodes.stream()
                                .map(node ->
                                        TREE.root(
                                                row,
                                                (int) (node.index() << node.level()) * Hash.BYTES,
                                                1 << node.level()))
                                .toList();
        var path = new Prover(TREE, reader).inclusion(index, leaves.size()).path();
        return new TlogProof(index, path, note);
    }

    private static byte[] hashes(List<byte[]> leaves) {
        var row = new ByteArrayOutputStream();
        leaves.forEach(leaf -> row.writeBytes(TREE.leaf(leaf).bytes()));
        return row.toByteArray();
    }

    List<SigningKey> signers() {
        return signers;
    }

    /// The file of a package.
    public static byte[] write(EvidencePackage evidence) throws IOException {
        var target = new ByteArrayOutputStream();
        evidence.write(target);
        return target.toByteArray();
    }

    static Hash randomHash() {
        return new Hash(RANDOM.nextLong(), RANDOM.nextLong(), RANDOM.nextLong(), RANDOM.nextLong());
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(UTF_8));
    }
}
