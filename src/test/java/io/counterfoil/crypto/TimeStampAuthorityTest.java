package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TimeStampAuthorityTest {

    /// SHA-256 of "hello", in requests that OpenSSL made.
    private static final String HELLO =
            "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    private static final String SHA_256_REQUEST =
            "30390201013031300d060960864801650304020105000420" + HELLO + "0101ff";

    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir private Path directory;

    private OpenSsl openSsl;
    private TimeStampAuthority authority;
    private TimeStampRoots roots;

    @BeforeEach
    void openAnAuthority() throws IOException {
        openSsl = new OpenSsl(directory);
        authority = authority(Clock.systemUTC());
        roots = TimeStampRoots.ofPem(authority.rootPem());
    }

    @Test
    void openSslVerifiesItsTokens() throws Exception {
        openSsl.write("response.tsr", authority.answer(hex(SHA_256_REQUEST)));
        var outcome =
                openSsl.run("ts -verify -in response.tsr -digest " + HELLO + " -CAfile root.pem");
        assertThat(outcome.output()).contains("Verification: OK");
        assertThat(outcome.status()).isZero();
    }

    @Test
    void openSslDoesNotVerifyATokenForAnotherDigest() throws Exception {
        openSsl.write("response.tsr", authority.answer(hex(SHA_256_REQUEST)));
        var other = HELLO.replace('2', '3');
        var outcome =
                openSsl.run("ts -verify -in response.tsr -digest " + other + " -CAfile root.pem");
        assertThat(outcome.status()).isNotZero();
    }

    @ParameterizedTest
    @CsvSource({"sha256", "sha384", "sha512", "sha3-256", "sha3-512", "sm3"})
    void openSslAsksAndVerifies(String digest) throws Exception {
        openSsl.write("document", "a document".getBytes(US_ASCII));
        openSsl.must("ts -query -data document -" + digest + " -cert -out query.tsq");
        openSsl.write("response.tsr", authority.answer(openSsl.read("query.tsq")));
        var outcome =
                openSsl.run("ts -verify -in response.tsr -queryfile query.tsq -CAfile root.pem");
        assertThat(outcome.output()).contains("Verification: OK");
    }

    @Test
    void withoutCertReqTheTokenHoldsNoCertificate() throws Exception {
        openSsl.write("document", "a document".getBytes(US_ASCII));
        openSsl.must("ts -query -data document -sha256 -no_nonce -out query.tsq");
        openSsl.write("response.tsr", authority.answer(openSsl.read("query.tsq")));
        var reading =
                "ts -verify -in response.tsr -queryfile query.tsq -CAfile root.pem -untrusted ";
        assertThat(openSsl.run(reading + "tsa.pem").output()).contains("Verification: OK");
        assertThat(openSsl.run(reading + "root.pem").status()).isNotZero();
    }

    @Test
    void theCertificateIsForTimeStampingAlone() throws Exception {
        var text = openSsl.run("x509 -in tsa.pem -noout -text").output();
        assertThat(text)
                .containsSubsequence("X509v3 Extended Key Usage: critical", "Time Stamping");
        assertThat(
                        openSsl.run(
                                "verify -x509_strict -CAfile root.pem -purpose timestampsign tsa.pem"))
                .extracting(OpenSsl.Outcome::status)
                .isEqualTo(0);
    }

    @Test
    void secretsAreTheOwnersAlone() throws IOException {
        for (String file : List.of("root.key", "tsa.key")) {
            assertThat(Files.getPosixFilePermissions(directory.resolve(file)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "sha-1,             30260201013021300906052b0e03021a05000414aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d, 0",
        "md5,               30250201013020300c06082a864886f70d0205050004105d41402abc4b2a76b9719d911017c592, 0",
        "short digest,      30350201013030300d06096086480165030402010500041f2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b98, 5",
        "version 2,         30360201023031300d0609608648016503040201050004202cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824, 2",
        "unknown policy,    303b0201013031300d0609608648016503040201050004202cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b982406032a0304, 15",
        "an extension,      30490201013031300d0609608648016503040201050004202cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824a011300f06032a030404083006040400000000, 16",
        "false written out, 30390201013031300d0609608648016503040201050004202cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824010100, 5",
        "true as 01,        30390201013031300d0609608648016503040201050004202cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824010101, 5",
        "trailing byte,     30360201013031300d0609608648016503040201050004202cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b982400, 5",
        "long length form,  3081360201013031300d0609608648016503040201050004202cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824, 5",
        "indefinite length, 30800201013031300d0609608648016503040201050004202cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b98240000, 5",
        "a number,          020101, 5",
    })
    void refusesWithTheNumberOfTheStandard(String name, String request, int failure)
            throws Exception {
        var response = TimeStampResp.getInstance(authority.answer(hex(request)));
        assertThat(response.getStatus().getStatus().intValueExact()).as(name).isEqualTo(2);
        assertThat(response.getTimeStampToken()).isNull();
        assertThat(failureBit(response)).isEqualTo(failure);
        openSsl.write("refused.tsr", authority.answer(hex(request)));
        assertThat(openSsl.run("ts -reply -in refused.tsr -text").output()).contains("Rejected");
    }

    @Test
    void refusesWhatIsEmptyCutOrTooLong() {
        var whole = hex(SHA_256_REQUEST);
        for (int length = 0; length < whole.length; length++) {
            var response =
                    TimeStampResp.getInstance(authority.answer(Arrays.copyOf(whole, length)));
            assertThat(failureBit(response)).as("%d bytes", length).isEqualTo(5);
        }
        var tooLong = new byte[TimeStampAuthority.REQUEST_BYTES_MAX + 1];
        assertThat(failureBit(TimeStampResp.getInstance(authority.answer(tooLong)))).isEqualTo(5);
    }

    @Test
    void answersEveryFlippedByteWithATokenOrARefusal() {
        var whole = hex(SHA_256_REQUEST);
        for (int i = 0; i < whole.length; i++) {
            for (int mask : new int[] {1, 0x80, 0xff}) {
                var altered = whole.clone();
                altered[i] ^= (byte) mask;
                var response = TimeStampResp.getInstance(authority.answer(altered));
                assertThat(response.getStatus().getStatus().intValueExact()).isIn(0, 2);
            }
        }
    }

    @Test
    void serialsNeverRepeatAcrossRestarts() throws IOException {
        var seen = new HashSet<>();
        for (int start = 0; start < 5; start++) {
            var restarted = authority(Clock.systemUTC());
            for (int i = 0; i < 20; i++) {
                assertThat(seen.add(token(restarted, SHA_256_REQUEST).serial())).isTrue();
            }
        }
    }

    @Test
    void serialsOfARestoredBackupDoNotRepeatEither() throws IOException {
        var file = directory.resolve("numbers");
        var first = new SerialNumbers(file, RANDOM).next();
        Files.delete(file);
        var second = new SerialNumbers(file, RANDOM).next();
        assertThat(second).isNotEqualTo(first);
        assertThat(second.shiftRight(63)).isEqualTo(first.shiftRight(63));
    }

    @Test
    void aRestartKeepsTheCertificates() throws IOException {
        assertThat(authority(Clock.systemUTC()).rootPem()).isEqualTo(authority.rootPem());
    }

    @Test
    void aFirstStartThatWasCutOffIsContinued() throws IOException {
        Files.delete(directory.resolve("tsa.pem"));
        var token = token(authority(Clock.systemUTC()), SHA_256_REQUEST);
        assertThat(token.verify(roots)).isEqualTo(Verdict.proven());
    }

    @Test
    void theTokenSaysWhatWasAsked() {
        var token = token(authority, SHA_256_REQUEST);
        assertThat(token.imprint().hex()).isEqualTo(HELLO);
        assertThat(token.policy()).isEqualTo(TimeStampAuthority.POLICY);
        assertThat(token.nonce()).isEmpty();
        assertThat(token.accuracy()).hasValue(Duration.ofSeconds(1));
        assertThat(Duration.between(token.time(), Instant.now()).abs())
                .isLessThan(Duration.ofMinutes(1));
        assertThat(token.authority()).contains("O=Notary Ltd");
    }

    @Test
    void aTokenOutsideItsCertificatesTimeIsNotValid() throws IOException {
        var late = Clock.fixed(Instant.now().plus(Duration.ofDays(11 * 366)), ZoneOffset.UTC);
        assertThat(token(authority(late), SHA_256_REQUEST).verify(roots))
                .isInstanceOf(Verdict.Refuted.class);
    }

    @Test
    void theTokenCarriesAListOfRevocations() throws Exception {
        openSsl.write("token.der", token(authority, SHA_256_REQUEST).encoded().toArray());
        openSsl.must("pkcs7 -inform DER -in token.der -print_certs -out crl.pem");
        assertThat(Files.readString(directory.resolve("crl.pem"))).contains("BEGIN X509 CRL");
        var outcome = openSsl.run("crl -in crl.pem -CAfile root.pem -noout");
        assertThat(outcome.output()).contains("verify OK");
        var checked =
                openSsl.run(
                        "verify -crl_check -CRLfile crl.pem -CAfile root.pem"
                                + " -purpose timestampsign tsa.pem");
        assertThat(checked.output()).contains("OK");
    }

    @Test
    void aTokenOfAnotherRootIsNotValid() throws IOException {
        var token = token(authority, SHA_256_REQUEST);
        var stranger =
                TimeStampKeys.openOrCreate(
                        directory.resolve("other"), "Notary Ltd", Clock.systemUTC(), RANDOM);
        assertThat(token.verify(roots)).isEqualTo(Verdict.proven());
        assertThat(token.verify(TimeStampRoots.ofPem(stranger.rootPem())))
                .isInstanceOf(Verdict.Refuted.class);
        assertThat(token.verify(TimeStampRoots.none())).isInstanceOf(Verdict.Refuted.class);
    }

    @ParameterizedTest
    @EnumSource(DigestAlgorithm.class)
    void datesEveryDigestThatItKnows(DigestAlgorithm algorithm) throws Exception {
        var client =
                new TimeStampClient(
                        authority::answer,
                        new TimeStampClient.Trust(roots, Set.of(), Duration.ofMinutes(1)),
                        Clock.systemUTC(),
                        RANDOM);
        var digest = algorithm.digest(Bytes.of("hello".getBytes(US_ASCII)));
        assertThat(client.stamp(algorithm, digest).imprint()).isEqualTo(digest);
    }

    private TimeStampAuthority authority(Clock clock) throws IOException {
        var keys = TimeStampKeys.openOrCreate(directory, "Notary Ltd", Clock.systemUTC(), RANDOM);
        return new TimeStampAuthority(keys, List.of(TimeStampAuthority.POLICY), clock, RANDOM);
    }

    private static TimeStampToken token(TimeStampAuthority authority, String request) {
        var response = TimeStampResp.getInstance(authority.answer(hex(request)));
        return TimeStampToken.parse(Bytes.of(Der.encode(response.getTimeStampToken())));
    }

    private static int failureBit(TimeStampResp response) {
        var bits = Objects.requireNonNull(response.getStatus().getFailInfo()).getBytes();
        return Integer.numberOfLeadingZeros(ByteBuffer.wrap(Arrays.copyOf(bits, 4)).getInt());
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
