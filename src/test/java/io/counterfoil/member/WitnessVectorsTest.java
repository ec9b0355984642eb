package io.counterfoil.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.kernel.note.KeyName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `add-checkpoint` answers the public conformance requests of the witness protocol as their
/// expectations say: a real log's signatures over trees of made-up leaf hashes, from `torchwood`'s
/// `add-checkpoint.hurl` as it stands in `FiloSottile/sunlight`.
class WitnessVectorsTest {

    private static final String ORIGIN =
            "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562";
    private static final String LOG_KEY =
            ORIGIN + "+5202289b+Af/cLU2Y5BJNP+r3iMDC+av9eWCD0fBJVDfzAux5zxAP";

    private static final String P1 = "KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    private static final String P2 = "KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    private static final String NOTE_1 =
            checkpoint(
                    "1\nKgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                    "UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=");
    private static final String ROOT_3 = "3\nRcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=";
    private static final String NOTE_3 =
            checkpoint(
                    ROOT_3,
                    "UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=");
    private static final String ROOT_5 = "5\nQrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=";
    private static final String NOTE_5 =
            checkpoint(
                    ROOT_5,
                    "UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=");
    private static final String PROOF_5 =
            P2
                    + "KgMAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
                    + "wgiIFdZfYNv6WU1OllBKsWnLYIS/DBMqt8Uh/S4OukE=\n"
                    + "KgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";

    @TempDir private Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private MemberNode node;

    private static String checkpoint(String sizeAndRoot, String signature) {
        return ORIGIN + "\n" + sizeAndRoot + "\n\n— " + ORIGIN + " " + signature + "\n";
    }

    @BeforeEach
    void start() throws IOException {
        var name = new KeyName("member.example");
        var keys = MemberKeys.ensure(folder.resolve("member"), name);
        for (Line line : Line.values()) {
            var own = keys.verifierKeys(line);
            Files.writeString(
                    Policies.file(folder.resolve("member"), line),
                    "log %s\nwitness a %s\nwitness b %s\ngroup all all a b\nquorum all\n"
                            .formatted(LOG_KEY, own.get(0), own.get(1)));
        }
        node =
                MemberNode.start(
                        MemberSettings.of(
                                name,
                                folder.resolve("member"),
                                folder.resolve("highwater"),
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
        http.close();
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + node.address().getPort() + "/add-checkpoint");
        var request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build();
        return http.send(request, BodyHandlers.ofString());
    }

    private void expect(int status, String body) throws IOException, InterruptedException {
        assertThat(post(body).statusCode()).as(body).isEqualTo(status);
    }

    private void expectSize(String size, String body) throws IOException, InterruptedException {
        var response = post(body);
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/x.tlog.size");
        assertThat(response.body()).isEqualTo(size + "\n");
    }

    @Test
    void answersEachStepAsThePublicVectorsSay() throws IOException, InterruptedException {
        expect(200, "old 0\n\n" + NOTE_1);
        expect(403, "old 1\n" + P1 + P2 + "\n" + NOTE_3.replace("rx6go=", "rx6gw="));
        expect(404, "old 1\n" + P1 + P2 + "\n" + NOTE_3.replace("e562", "e563"));
        expect(422, "old 1\n\n" + NOTE_3);
        expect(422, "old 1\n" + P1 + "KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABA=\n\n" + NOTE_3);
        expect(200, "old 1\n" + P1 + P2 + "\n" + NOTE_3);
        expectSize("3", "old 1\n" + PROOF_5 + "\n" + NOTE_5);
        expect(200, "old 3\n" + PROOF_5 + "\n" + NOTE_5);
        expectSize("5", "old 0\n\n" + NOTE_5);
        expect(400, "old 5\n\n" + ORIGIN + "\n" + ROOT_5 + "\n\n");
        expect(
                400,
                "old 5\n\n"
                        + checkpoint(
                                "five\nKgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                                "UgIom4JTC2MerrFcJ5xDcWHzRPVB6zzGBIw4OFqcKDflqjH4q4xY5vMxUxyczvdIlEwFYf7ivQU4KoWan2bLmzLx0go="));
    }

    /// The vectors' own bad signature ends in a character whose spare bits are set: such base64 is
    /// malformed here, where a lenient reader goes on to find the signature bad.
    @Test
    void callsASignatureThatIsNotCanonicalBase64Malformed()
            throws IOException, InterruptedException {
        expect(200, "old 0\n\n" + NOTE_1);
        expect(400, "old 1\n" + P1 + P2 + "\n" + NOTE_3.replace("rx6go=", "rx6gx="));
    }

    @Test
    void growsFromNothingWithoutAProofOnly() throws IOException, InterruptedException {
        expect(422, "old 0\n" + P1 + "\n" + NOTE_5);
        expect(200, "old 0\n\n" + NOTE_5);
        expectSize("5", "old 0\n\n" + NOTE_5);
        expect(200, "old 5\n\n" + NOTE_5);
        expect(400, "old 7\n\n" + NOTE_5);
    }

    @Test
    void refusesWhatIsNoRequest() throws IOException, InterruptedException {
        var bodies =
                List.of(
                        "",
                        "old",
                        "old 0",
                        "old 0\n",
                        "old 0\n\n",
                        "old -1\n\n" + NOTE_1,
                        "old 00\n\n" + NOTE_1,
                        "old 0\nAA==\n\n" + NOTE_1,
                        "old 0\n" + P1.repeat(64) + "\n" + NOTE_1,
                        "new 0\n\n" + NOTE_1);
        for (String body : bodies) {
            expect(400, body);
        }
    }

    @Test
    void refusesARequestLargerThanAnyQuorumNeeds() throws IOException, InterruptedException {
        expect(413, "old 0\n\n" + NOTE_1 + "x".repeat(128 << 10));
    }
}
