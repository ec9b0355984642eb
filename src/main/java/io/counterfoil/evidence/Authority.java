package io.counterfoil.evidence;

import io.counterfoil.crypto.TimeStampClient;
import io.counterfoil.crypto.TimeStampRoots;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/// A time-stamp authority over HTTP (RFC 3161 section 3.4).
///
/// @param name in tables and answers
/// @param outside whether it is another organisation than the operator
record Authority(
        String name,
        boolean outside,
        URI url,
        Duration patience,
        HttpClient http,
        TimeStampClient client) {

    /// A token with a long chain of certificates is far shorter.
    private static final int ANSWER_BYTES_MAX = 1 << 20;

    /// An authority refuses within its answer (RFC 3161 §2.4.2), not by HTTP.
    private static final int OK = 200;

    /// Prepares the client of a configured authority.
    static Authority open(
            String name, EvidenceConfig.Authority config, Duration patience, HttpClient http)
            throws IOException {
        var roots = TimeStampRoots.ofPem(Files.readString(config.roots()));
        var policies = config.policy().map(Set::of).orElse(Set.of());
        var trust = new TimeStampClient.Trust(roots, policies, config.window());
        TimeStampClient.Transport transport =
                request -> exchange(http, config.url(), patience, request);
        var client = new TimeStampClient(transport, trust, Clock.systemUTC(), new SecureRandom());
        return new Authority(name, config.outside(), config.url(), patience, http, client);
    }

    /// Passes a foreign request on and brings the answer back, both as they are.
    byte[] forward(byte[] request) throws IOException {
        return exchange(http, url, patience, request);
    }

    /// A connection that was kept open may end just when it is used; asking once more is harmless,
    /// since a token that nobody takes binds nobody. A slow authority is not asked again.
    private static byte[] exchange(HttpClient http, URI url, Duration patience, byte[] query)
            throws IOException {
        try {
            return exchangeOnce(http, url, patience, query);
        } catch (HttpTimeoutException e) {
            throw e;
        } catch (IOException _) {
            return exchangeOnce(http, url, patience, query);
        }
    }

    private static byte[] exchangeOnce(HttpClient http, URI url, Duration patience, byte[] query)
            throws IOException {
        var request =
                HttpRequest.newBuilder(url)
                        .timeout(patience)
                        .header("Content-Type", "application/timestamp-query")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(query))
                        .build();
        try {
            var body =
                    HttpResponse.BodyHandlers.limiting(
                            HttpResponse.BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX);
            var answer = http.send(request, body);
            if (answer.statusCode() != OK) {
                throw new IOException("it answers with HTTP status " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
