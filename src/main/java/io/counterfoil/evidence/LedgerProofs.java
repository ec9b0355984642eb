package io.counterfoil.evidence;

import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.kernel.proof.TlogProof;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// Proofs as the ledger role serves them to everybody.
@ApplicationScoped
class LedgerProofs {

    private final EvidenceConfig config;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    LedgerProofs(EvidenceConfig config) {
        this.config = config;
    }

    /// The `.tlog-proof` of a record that is final.
    byte[] of(EntryId id) throws IOException {
        var path = "/v1/evidence/%s/proof".formatted(id.hex());
        var request =
                HttpRequest.newBuilder(URI.create(config.ledger() + path))
                        .timeout(config.authorityPatience())
                        .build();
        try {
            var body =
                    HttpResponse.BodyHandlers.limiting(
                            HttpResponse.BodyHandlers.ofByteArray(), TlogProof.BYTES_MAX);
            var answer = http.send(request, body);
            if (answer.statusCode() != 200) {
                throw new IOException(
                        "the ledger answers %d for the proof of %s"
                                .formatted(answer.statusCode(), id));
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
