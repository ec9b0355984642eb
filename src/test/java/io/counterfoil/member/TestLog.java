package io.counterfoil.member;

import io.counterfoil.crypto.SigningKey;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.merkle.EntryBundle;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.Node;
import io.counterfoil.kernel.merkle.Prover;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.mirror.AddCheckpoint;
import io.counterfoil.kernel.mirror.EntryPackage;
import io.counterfoil.kernel.mirror.UploadHeader;
import io.counterfoil.kernel.mirror.UploadWriter;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.KeyName;
import io.counterfoil.kernel.note.KeyType;
import io.counterfoil.kernel.note.NoteSignature;
import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.kernel.note.VerifierKey;
import io.counterfoil.kernel.rule.Rules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A log in memory that does whatever a test tells it, honest or not.
public final class TestLog {

    static final String ORIGIN = "counterfoil.local/log1";

    private final TreeHasher hasher = TreeHasher.sha256();
    private final Random random;
    private final Clock clock;
    private final List<SigningKey> keys;
    private final List<byte[]> entries = new ArrayList<>();

    /// Complete subtrees by level.
    private final List<List<Hash>> levels = new ArrayList<>();

    private final Prover prover = new Prover(hasher, this::read);

    private TestLog(Clock clock, List<SigningKey> keys, long seed) {
        this.clock = clock;
        this.keys = keys;
        this.random = new Random(seed);
    }

    /// A log without entries and with keys of its own.
    static TestLog create(Clock clock) {
        var name = new KeyName(ORIGIN);
        var random = new SecureRandom();
        var keys =
                List.of(
                        SigningKey.generate(name, KeyType.ED25519, random),
                        SigningKey.generate(name, KeyType.COSIGNATURE_ML_DSA_44, random));
        return new TestLog(clock, keys, 1);
    }

    /// Another log under the same keys with the same first entries: what a forking operator runs.
    TestLog fork(int size) {
        var fork = new TestLog(clock, keys, random.nextLong());
        entries.subList(0, size).forEach(fork::append);
        return fork;
    }

    List<VerifierKey> verifierKeys() {
        return keys.stream().map(SigningKey::key).toList();
    }

    public int size() {
        return entries.size();
    }

    public byte[] entry(int index) {
        return entries.get(index).clone();
    }

    /// Appends entries that keep the rules; the first of all is the genesis.
    public TestLog grow(int count) {
        for (int i = 0; i < count; i++) {
            append(entries.isEmpty() ? genesis() : evidence());
        }
        return this;
    }

    /// Appends anything.
    TestLog append(byte[] entry) {
        entries.add(entry);
        Hash carried = hasher.leaf(entry);
        int level = 0;
        row(0).add(carried);
        for (long size = entries.size(); (size & 1) == 0; size >>= 1) {
            var row = row(level);
            carried = hasher.node(row.get(row.size() - 2), carried);
            row(++level).add(carried);
        }
        return this;
    }

    private List<Hash> row(int level) {
        if (level == levels.size()) {
            levels.add(new ArrayList<>());
        }
        return levels.get(level);
    }

    private List<Hash> read(List<Node> nodes) {
        return nodes.stream()
                .map(node -> levels.get(node.level()).get((int) node.index()))
                .toList();
    }

    byte[] genesis() {
        return new Entry.Genesis(
                        id(),
                        clock.millis(),
                        ORIGIN,
                        Rules.VERSION,
                        Bytes.of(new byte[Entry.Genesis.VRF_KEY_BYTES]),
                        "quorum none\n")
                .bytes();
    }

    byte[] evidence() {
        return evidence(clock.millis());
    }

    byte[] evidence(long receivedAt) {
        return new Entry.Evidence(id(), hash(), hash(), receivedAt, hash(), null).bytes();
    }

    byte[] invoice(Hash uniqueKey) {
        return new Entry.Invoice(id(), hash(), hash(), clock.millis(), hash(), uniqueKey, null)
                .bytes();
    }

    EntryId id() {
        return new EntryId(random.nextLong(), random.nextLong());
    }

    Hash hash() {
        return new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    Checkpoint checkpoint(long size) {
        return new Checkpoint(ORIGIN, size, size == 0 ? hasher.empty() : prover.root(size));
    }

    /// The checkpoint with the log's lines.
    SignedNote note(long size) {
        return sign(checkpoint(size));
    }

    SignedNote sign(Checkpoint checkpoint) {
        List<NoteSignature> lines =
                keys.stream().map(key -> key.sign(checkpoint.text(), clock.instant())).toList();
        return new SignedNote(checkpoint.text(), lines);
    }

    public byte[] addCheckpoint(long oldSize, long newSize) {
        return addCheckpoint(oldSize, newSize, note(newSize));
    }

    public byte[] addCheckpoint(long oldSize, long newSize, SignedNote note) {
        boolean first = oldSize == 0 || oldSize == newSize;
        List<Hash> proof = first ? List.of() : prover.consistency(oldSize, newSize).path();
        return new AddCheckpoint(oldSize, proof, note).bytes();
    }

    /// An upload of `[start, end)` against the checkpoint of size `end`.
    public byte[] upload(long start, long end) {
        return upload(start, end, Integer.MAX_VALUE);
    }

    /// The first packages of an upload.
    byte[] upload(long start, long end, int packages) {
        var header = new UploadHeader(ORIGIN, start, end, Bytes.of());
        var body = new ByteArrayOutputStream();
        try {
            var writer = new UploadWriter(header, body);
            for (UploadHeader.Span span : header.spans(packages)) {
                writer.write(entries(span, end));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return body.toByteArray();
    }

    EntryPackage entries(UploadHeader.Span span, long size) {
        var content = entries.subList((int) span.from(), (int) span.to());
        var proof = prover.subtree(span.tileStart(), span.to(), size).path();
        return new EntryPackage(span.from(), EntryBundle.of(content), proof);
    }

    /// The number of bytes of an upload's header without a ticket.
    static int headerBytes() {
        return 2 + ORIGIN.length() + 8 + 8 + 2;
    }
}
