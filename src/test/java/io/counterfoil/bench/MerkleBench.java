package io.counterfoil.bench;

import io.counterfoil.kernel.entry.Entry;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.merkle.Frontier;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.InclusionProof;
import io.counterfoil.kernel.merkle.Prover;
import io.counterfoil.kernel.merkle.Tile;
import io.counterfoil.kernel.merkle.TileBuilder;
import io.counterfoil.kernel.merkle.TileContent;
import io.counterfoil.kernel.merkle.TileHashReader;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.rule.Decision;
import io.counterfoil.kernel.rule.Prefix;
import io.counterfoil.kernel.rule.Rules;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Leaves a second through the kernel, single-threaded, beside the bare digest over the same
/// blocks.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MerkleBench {

    private static final int LEAVES = 1 << 16;
    private static final int LEAF_BYTES = 300;

    private final TreeHasher hasher = TreeHasher.sha256();
    private final List<byte[]> entries = new ArrayList<>();
    private final List<byte[]> records = new ArrayList<>();
    private final Map<Tile, byte[]> tiles = new HashMap<>();
    private Prover prover = new Prover(hasher, _ -> List.of());
    private InclusionProof proof = new InclusionProof(0, 1, List.of());
    private Hash leaf = hasher.empty();
    private Hash root = hasher.empty();

    /// Fills a tree of 65,536 leaves.
    @Setup
    public void fill() {
        var random = new Random(1);
        var builder = TileBuilder.empty(hasher);
        for (int i = 0; i < LEAVES; i++) {
            byte[] entry = new byte[LEAF_BYTES];
            random.nextBytes(entry);
            entries.add(entry);
            builder.append(entry);
            records.add(evidence(random).bytes());
        }
        for (TileContent content : builder.drain()) {
            tiles.put(content.tile(), content.content().toArray());
        }
        prover = new Prover(hasher, new TileHashReader(hasher, this::tile, LEAVES));
        proof = prover.inclusion(12_345, LEAVES);
        leaf = hasher.leaf(entries.get(12_345));
        root = builder.root();
    }

    private byte[] tile(Tile tile) {
        byte[] content = tiles.get(tile);
        if (content == null) {
            throw new IllegalStateException(tile.path());
        }
        return content;
    }

    private static Entry evidence(Random random) {
        return new Entry.Evidence(
                new EntryId(random.nextLong(), random.nextLong()),
                hash(random),
                hash(random),
                1_767_268_800_000L,
                hash(random),
                null);
    }

    private static Hash hash(Random random) {
        return new Hash(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    /// The bound: the digest alone over as many blocks as a tree of these leaves needs.
    @Benchmark
    @OperationsPerInvocation(LEAVES)
    public byte[] bareDigest() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] node = new byte[65];
        byte[] last = node;
        for (byte[] entry : entries) {
            digest.update((byte) 0);
            digest.update(entry);
            last = digest.digest();
            System.arraycopy(last, 0, node, 1, last.length);
            digest.update(node);
            last = digest.digest();
        }
        return last;
    }

    /// Leaves through a frontier to the root.
    @Benchmark
    @OperationsPerInvocation(LEAVES)
    public Hash frontier() {
        var frontier = Frontier.empty(hasher);
        for (byte[] entry : entries) {
            frontier.append(hasher.leaf(entry));
        }
        return frontier.root();
    }

    /// Entries to tiles, bundles and the root, as the sequencer makes them.
    @Benchmark
    @OperationsPerInvocation(LEAVES)
    public List<TileContent> tiles() {
        var builder = TileBuilder.empty(hasher);
        for (byte[] entry : entries) {
            builder.append(entry);
        }
        return builder.drain();
    }

    /// Entries of 140 bytes through the rules, in batches of 1,000, on an empty index.
    @Benchmark
    @OperationsPerInvocation(LEAVES)
    public long rules() {
        long accepted = 0;
        for (int from = 0; from < LEAVES; from += 1000) {
            var batch = records.subList(from, Math.min(LEAVES, from + 1000));
            accepted +=
                    Rules.apply(new Fresh(1 + from), batch).stream()
                            .filter(Decision.Accepted.class::isInstance)
                            .count();
        }
        return accepted;
    }

    /// An inclusion proof built from tiles in memory.
    @Benchmark
    public InclusionProof prove() {
        return prover.inclusion(54_321, LEAVES);
    }

    /// An inclusion proof of 16 hashes checked.
    @Benchmark
    public boolean verify() {
        return proof.verify(hasher, leaf, root).isProven();
    }

    /// A prefix in which nothing is taken.
    private record Fresh(long size) implements Prefix {

        @Override
        public String origin() {
            return "bench.example/log";
        }

        @Override
        public long newest() {
            return 0;
        }

        @Override
        public Map<EntryId, Place> ids(Set<EntryId> ids) {
            return Map.of();
        }

        @Override
        public Map<Hash, Long> uniqueKeys(Set<Hash> keys) {
            return Map.of();
        }
    }
}
