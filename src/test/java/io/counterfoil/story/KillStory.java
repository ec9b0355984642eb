package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.crypto.FastSignatureVerifiers;
import io.counterfoil.kernel.entry.Promise;
import io.counterfoil.kernel.merkle.EntryBundle;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.merkle.Tile;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.kernel.policy.Policy;
import io.counterfoil.kernel.proof.ProofVerifier;
import io.counterfoil.kernel.proof.TlogProof;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Killed at random moments under load, the product keeps every promise it made, with one leaf
/// each.
class KillStory {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LOADERS = 4;
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    private final Random random = new Random(SEED);

    /// Every record that was promised: its id and the leaf hash that the promise names.
    private final Map<String, Hash> promised = new ConcurrentHashMap<>();

    @TempDir Path folder;

    @Test
    void everyPromiseIsKeptAfterTwoKills() throws IOException {
        killAndCheck(2);
    }

    @Test
    @Tag("nightly")
    void everyPromiseIsKeptAfterTenKills() throws IOException {
        killAndCheck(10);
    }

    private void killAndCheck(int kills) throws IOException {
        try (var product = Product.start(folder)) {
            for (var kill = 0; kill < kills; kill++) {
                loadUntilKilled(product);
                product.restart();
            }
            Product.await("proofs of all", PATIENCE, () -> isAllFinal(product));
            assertThat(promised).as("seed %d", SEED).hasSizeGreaterThan(kills);
            checkProofs(product);
            checkOneLeafEach(product);
        }
    }

    private void loadUntilKilled(Product product) {
        var before = promised.size();
        var loaders = new Thread[LOADERS];
        for (var i = 0; i < LOADERS; i++) {
            var digests = new Random(random.nextLong());
            loaders[i] = Thread.ofVirtual().start(() -> load(product, digests));
        }
        Product.await("promises", PATIENCE, () -> promised.size() > before);
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(1_500)).toNanos());
        product.kill();
        for (var loader : loaders) {
            try {
                loader.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Submits digests one after the other until the product is gone.
    private void load(Product product, Random digests) {
        var digest = new byte[32];
        while (true) {
            digests.nextBytes(digest);
            var body =
                    "{\"digest\":{\"sha-256\":\"%s\"}}".formatted(HexFormat.of().formatHex(digest));
            try {
                var answer =
                        product.send(
                                product.request("/v1/evidence", "depositor")
                                        .header("Content-Type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString(body)));
                if (answer.statusCode() == 202) {
                    remember(answer.body());
                }
            } catch (IOException _) {
                return; // killed
            }
        }
    }

    private void remember(String answer) throws IOException {
        var record = JSON.readTree(answer);
        var promise = Promise.parse(SignedNote.parse(record.path("promise").textValue()).text());
        promised.put(record.path("id").textValue(), promise.root());
    }

    private boolean isAllFinal(Product product) {
        return promised.keySet().stream().allMatch(id -> proofStatus(product, id) == 200);
    }

    private static int proofStatus(Product product, String id) {
        try {
            return product.send(product.request("/v1/evidence/" + id + "/proof")).statusCode();
        } catch (IOException _) {
            return 0;
        }
    }

    private void checkProofs(Product product) throws IOException {
        var policy = Policy.parse(Files.readAllBytes(product.data().resolve("trust/policy.txt")));
        var verifier = new ProofVerifier(policy, new FastSignatureVerifiers());
        for (var record : promised.entrySet()) {
            var proof =
                    product.fetch(product.request("/v1/evidence/" + record.getKey() + "/proof"));
            var report = verifier.verify(TlogProof.parse(proof.body()), record.getValue());
            assertThat(report.isProven()).as("%s: %s", record.getKey(), report).isTrue();
        }
    }

    private void checkOneLeafEach(Product product) throws IOException {
        var note = product.send(product.request("/ledger/log1/checkpoint")).body();
        var size = Checkpoint.parse(SignedNote.parse(note).text()).size();
        var seen = new HashMap<Hash, Integer>();
        for (var first = 0L; first < size; first += Tile.WIDTH) {
            var tile = Tile.bundleOf(first, size);
            var bundle =
                    EntryBundle.parse(
                            product.fetch(product.request("/ledger/log1/" + tile.path())).body(),
                            tile.width());
            for (var i = 0; i < bundle.count(); i++) {
                seen.merge(bundle.leafHash(TreeHasher.sha256(), i), 1, Integer::sum);
            }
        }
        assertThat(seen.values()).as("seed %d", SEED).containsOnly(1);
        assertThat(seen.keySet()).containsAll(promised.values());
    }
}
