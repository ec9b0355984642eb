package io.counterfoil.cli.bench;

import io.counterfoil.crypto.FastSignatureVerifiers;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.kernel.policy.Policy;
import io.counterfoil.kernel.proof.ProofVerifier;
import io.counterfoil.kernel.proof.TlogProof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Proofs: fetched from the server, and verified with nothing but a policy.
final class ReadRows {

    private static final int AT_ONCE = 64;

    private final Target target;
    private final Client client;
    private final Duration time;

    ReadRows(Target target, Client client, Duration time) {
        this.target = target;
        this.client = client;
        this.time = time;
    }

    /// @param ids of final records
    void rows(List<String> ids, Consumer<Row> rows) throws IOException {
        var floor = Load.closed(AT_ONCE, time.dividedBy(2), _ -> client.get("/q/health/live"));
        var fetched =
                Load.closed(
                        AT_ONCE,
                        time,
                        number -> client.get(proof(ids.get((int) (number % ids.size())))));
        rows.accept(
                new Row(
                        "proofs fetched",
                        fetched.perSecond(),
                        "1/s",
                        "empty requests/s, same client and server",
                        floor.perSecond()));
        verification(ids.getFirst(), rows);
    }

    private void verification(String id, Consumer<Row> rows) throws IOException {
        var file = client.get(proof(id)).getBytes(StandardCharsets.UTF_8);
        var leaf = leaf(id);
        var policy = Policy.parse(Files.readAllBytes(target.data().resolve("trust/policy.txt")));
        var verifier = new ProofVerifier(policy, new FastSignatureVerifiers());
        if (!verifier.verify(TlogProof.parse(file), leaf).isProven()) {
            throw new BenchException("A fetched proof does not verify.");
        }
        Load.Task verify = _ -> verifier.verify(TlogProof.parse(file), leaf);
        Load.repeat(time.dividedBy(2), verify);
        var done = Load.repeat(time.dividedBy(2), verify);
        int lines = TlogProof.parse(file).note().signatures().size();
        rows.accept(
                new Row(
                        "a proof verified offline, one core",
                        1_000 / done.perSecond(),
                        "ms",
                        "signature lines in it",
                        lines));
    }

    private Hash leaf(String id) {
        var record = client.get("/v1/evidence/" + id);
        int at = record.indexOf("\"leaf\":\"") + 8;
        return Hash.fromBase64(record.substring(at, at + 44));
    }

    private static String proof(String id) {
        return "/v1/evidence/%s/proof".formatted(id);
    }
}
