package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeStampClientTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final DigestAlgorithm SHA_256 = DigestAlgorithm.SHA_256;
    private static final Bytes DIGEST = SHA_256.digest(Bytes.of("hello".getBytes(US_ASCII)));

    private static final String CONFIGURATION =
            """
            [tsa]
            default_tsa = authority
            [authority]
            serial = ./serial.txt
            signer_cert = foreign.pem
            signer_key = foreign.key
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256, sha512
            ess_cert_id_alg = sha256
            accuracy = secs:1
            ordering = yes
            tsa_name = yes
            [usage]
            basicConstraints = critical,CA:false
            keyUsage = critical,digitalSignature
            extendedKeyUsage = critical,timeStamping
            """;

    @TempDir private Path directory;

    private TimeStampAuthority authority;
    private TimeStampRoots roots;

    @BeforeEach
    void openAnAuthority() throws IOException {
        var keys = TimeStampKeys.openOrCreate(directory, "Notary", Clock.systemUTC(), RANDOM);
        var policies = List.of(TimeStampAuthority.POLICY, "1.2.3.4");
        authority = new TimeStampAuthority(keys, policies, Clock.systemUTC(), RANDOM);
        roots = TimeStampRoots.ofPem(authority.rootPem());
    }

    @Test
    void givesATokenThatPassedAllChecks() throws Exception {
        var token = client(authority::answer).stamp(SHA_256, DIGEST);
        assertThat(token.imprint()).isEqualTo(DIGEST);
        assertThat(token.verify(roots)).isEqualTo(Verdict.proven());
    }

    @Test
    void aReplayedAnswerIsRefused() throws Exception {
        var recorded = new byte[1][];
        client(request -> recorded[0] = authority.answer(request)).stamp(SHA_256, DIGEST);
        refuses(client(request -> recorded[0]), "another request");
    }

    @Test
    void anAnswerToAnotherDigestIsRefused() {
        var other = SHA_256.digest(DIGEST);
        var swapping =
                client(request -> authority.answer(replace(request, DIGEST.hex(), other.hex())));
        refuses(swapping, "another digest");
    }

    @Test
    void anAuthorityWithAnotherClockIsRefused() throws IOException {
        for (Duration offset : List.of(Duration.ofMinutes(-10), Duration.ofMinutes(10))) {
            var keys = TimeStampKeys.openOrCreate(directory, "Notary", Clock.systemUTC(), RANDOM);
            var clock = Clock.offset(Clock.systemUTC(), offset);
            var wrong =
                    new TimeStampAuthority(keys, List.of(TimeStampAuthority.POLICY), clock, RANDOM);
            refuses(client(wrong::answer), "too far from our clock");
        }
    }

    @Test
    void aPolicyThatIsNotOursIsRefused() {
        var trust = new TimeStampClient.Trust(roots, Set.of("1.2.3.4"), Duration.ofMinutes(1));
        var strict = new TimeStampClient(authority::answer, trust, Clock.systemUTC(), RANDOM);
        refuses(strict, "policy");
    }

    @Test
    void anUntrustedRootIsRefused() {
        var trust =
                new TimeStampClient.Trust(TimeStampRoots.none(), Set.of(), Duration.ofMinutes(1));
        var strict = new TimeStampClient(authority::answer, trust, Clock.systemUTC(), RANDOM);
        refuses(strict, "not valid");
    }

    @Test
    void aRefusalIsPassedOnWithItsReason() {
        refuses(client(request -> authority.answer(new byte[3])), "status 2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 100})
    void malformedAnswersAreRefused(int length) {
        refuses(client(request -> new byte[length]), "malformed");
    }

    @Test
    void everyFlippedByteOfATokenIsFound() throws Exception {
        var token = client(authority::answer).stamp(SHA_256, DIGEST).encoded().toArray();
        for (int i = 0; i < token.length; i++) {
            for (int mask : new int[] {1 << (i % 8), 0xff}) {
                var altered = token.clone();
                altered[i] ^= (byte) mask;
                assertThat(isValid(altered)).as("byte %d of %d", i, token.length).isFalse();
            }
        }
    }

    @Test
    void acceptsTokensOfOpenSslByRsaAndEcdsa() throws Exception {
        var openSsl = new OpenSsl(directory);
        for (String key : List.of("rsa:2048", "ec:prime256v1", "ec:secp384r1")) {
            makeForeignAuthority(openSsl, key);
            TimeStampClient.Transport transport =
                    request -> {
                        openSsl.write("query.tsq", request);
                        return reply(openSsl);
                    };
            var foreign = TimeStampRoots.ofPem(Files.readString(directory.resolve("ca.pem")));
            var trust =
                    new TimeStampClient.Trust(foreign, Set.of("1.2.3.4.1"), Duration.ofMinutes(1));
            var client = new TimeStampClient(transport, trust, Clock.systemUTC(), RANDOM);
            assertThat(client.stamp(SHA_256, DIGEST).verify(foreign)).isEqualTo(Verdict.proven());
        }
    }

    private TimeStampClient client(TimeStampClient.Transport transport) {
        var trust =
                new TimeStampClient.Trust(
                        roots, Set.of(TimeStampAuthority.POLICY), Duration.ofMinutes(1));
        return new TimeStampClient(transport, trust, Clock.systemUTC(), RANDOM);
    }

    private static void refuses(TimeStampClient client, String reason) {
        assertThatThrownBy(() -> client.stamp(SHA_256, DIGEST))
                .isInstanceOf(TimeStampRefusedException.class)
                .hasMessageContaining(reason);
    }

    private boolean isValid(byte[] encoded) {
        try {
            var token = TimeStampToken.parse(Bytes.of(encoded));
            return token.imprint().equals(DIGEST) && token.verify(roots).isProven();
        } catch (MalformedException malformed) {
            return false;
        }
    }

    /// A root and an authority under it, by OpenSSL.
    private static void makeForeignAuthority(OpenSsl openSsl, String key) throws Exception {
        var parts = key.split(":");
        var newKey =
                parts[0].equals("rsa")
                        ? "-newkey " + key
                        : "-newkey ec -pkeyopt ec_paramgen_curve:" + parts[1];
        openSsl.write("ts.cnf", CONFIGURATION.getBytes(US_ASCII));
        openSsl.must(
                "req -x509 -nodes -days 30 -subj /CN=Root -keyout ca.key -out ca.pem " + newKey);
        openSsl.must("req -nodes -subj /CN=Foreign -keyout foreign.key -out foreign.csr " + newKey);
        openSsl.must(
                "x509 -req -days 9 -in foreign.csr -CA ca.pem -CAkey ca.key -CAcreateserial"
                        + " -extfile ts.cnf -extensions usage -out foreign.pem");
    }

    private static byte[] reply(OpenSsl openSsl) throws IOException {
        try {
            openSsl.must("ts -reply -config ts.cnf -queryfile query.tsq -out reply.tsr");
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
        return openSsl.read("reply.tsr");
    }

    private static byte[] replace(byte[] bytes, String hex, String by) {
        return Bytes.fromHex(Bytes.of(bytes).hex().replace(hex, by)).toArray();
    }
}
