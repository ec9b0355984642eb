package io.counterfoil.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.member.MemberHarness.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is sent, the member answers in plain words, stores nothing of it and goes on.
class HostileBodyTest {

    @TempDir private Path folder;
    private MemberHarness member;

    @BeforeEach
    void start() {
        member = new MemberHarness(folder);
        member.log.grow(600);
        member.offer(0, 600);
    }

    @AfterEach
    void stop() {
        member.close();
    }

    private static byte[] header(String origin, long start, long end) {
        return ByteBuffer.allocate(2 + origin.length() + 18)
                .putShort((short) origin.length())
                .put(origin.getBytes(StandardCharsets.US_ASCII))
                .putLong(start)
                .putLong(end)
                .putShort((short) 0)
                .array();
    }

    private void expect(int status, byte[] body) {
        assertThat(member.addEntries(body).status()).isEqualTo(status);
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }

    @Test
    void refusesHeadersThatAreNone() {
        expect(400, new byte[0]);
        expect(400, new byte[] {0});
        expect(400, Arrays.copyOf(member.log.upload(0, 600), 20));
        expect(400, header(TestLog.ORIGIN, 600, 0));
        expect(400, header(TestLog.ORIGIN, -1, 600));
        expect(400, header(TestLog.ORIGIN, 0, -1));
        expect(404, header("example.com/other", 0, 600));
        expect(404, header("", 0, 600));
        expect(409, header(TestLog.ORIGIN, 0, 599));
        expect(409, header(TestLog.ORIGIN, 0, Long.MAX_VALUE));
        expect(409, header(TestLog.ORIGIN, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @Test
    void refusesAPackageWithTooManyHashes() {
        byte[] body = member.log.upload(0, 600, 1);
        int hashes = body[body.length - 1 - 32 * 2];
        assertThat(hashes).isEqualTo(2);
        body[body.length - 1 - 32 * 2] = 64;

        expect(400, body);
    }

    @Test
    void refusesBytesBehindTheLastPackage() {
        byte[] body = member.log.upload(0, 600);

        expect(400, Arrays.copyOf(body, body.length + 1));
        member.checkMirrored(member.addEntries(member.log.upload(600, 600)), 600);
    }

    @Test
    void refusesOtherTypesMethodsAndPaths() {
        assertThat(member.post("/add-entries", new byte[0], "Content-Type", "text/plain").status())
                .isIn(400, 415);
        assertThat(member.get("/add-entries").statusCode()).isEqualTo(405);
        assertThat(member.get("/add-checkpoint").statusCode()).isEqualTo(405);
        assertThat(member.post("/health", new byte[0]).status()).isEqualTo(405);
        assertThat(member.get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(member.post("/tsa", new byte[0]).status()).isEqualTo(405);
        String origin = member.originPath();
        for (String path :
                new String[] {
                    "tile/0/0",
                    "tile/0/000.p/0",
                    "tile/0/000.p/256",
                    "tile/64/000",
                    "tile/../x",
                    "tile/0/x999/x999/x999/x999/x999/x999/999",
                    "tile/-1/000",
                    "tile/entries/"
                }) {
            assertThat(member.get(origin + path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void refusesWhatIsNotTheGzipItSaysItIs() throws IOException {
        byte[] body = member.log.upload(0, 600);
        assertThat(member.post("/add-entries", body, "Content-Encoding", "gzip").status())
                .isEqualTo(400);

        byte[] packed = gzip(body);
        Reply cut =
                member.post("/add-entries", Arrays.copyOf(packed, 200), "Content-Encoding", "gzip");
        assertThat(cut.status()).isEqualTo(400);
    }

    @Test
    void unpacksNoMoreOfABombThanOnePackage() throws IOException {
        var body = new ByteArrayOutputStream();
        body.write(header(TestLog.ORIGIN, 0, 600));
        byte[] entry = new byte[2 + 0xFFFF];
        entry[0] = entry[1] = (byte) 0xFF;
        for (int i = 0; i < 2560; i++) {
            body.write(entry);
        }
        byte[] bomb = gzip(body.toByteArray());
        assertThat(bomb).hasSizeLessThan(body.size() / 500);

        Reply reply = member.post("/add-entries", bomb, "Content-Encoding", "gzip");

        assertThat(reply.status()).isIn(400, 422);
        member.checkMirrored(member.addEntries(member.log.upload(0, 600)), 600);
    }

    @Test
    void answersARequestThatBreaksOffAndGoesOn() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (var socket =
                    new Socket(InetAddress.getLoopbackAddress(), member.address().getPort())) {
                socket.getOutputStream()
                        .write(
                                "POST /add-entries HTTP/1.1\r\nContent-Length: 100\r\nCont"
                                        .getBytes(StandardCharsets.US_ASCII));
            }
        }
        member.checkMirrored(member.addEntries(member.log.upload(0, 600)), 600);
    }

    @Test
    void refusesOneUploadTooManyAndTakesItLater() throws IOException {
        var paused = new ArrayList<PausedUpload>();
        byte[] body = member.log.upload(0, 600);
        byte[] beginning = member.log.upload(0, 600, 1);
        // A whole upload would complete the log before all four are in, and so end them. One that
        // comes while the last look is still being taken is refused itself, so one more is begun.
        MemberHarness.await(() -> {
            paused.add(begun(body, beginning.length));
            return member.addEntries(beginning).status() == 429;
        });
        for (PausedUpload upload : paused) {
            upload.close();
        }

        MemberHarness.await(() -> member.addEntries(body).status() == 200);
        member.checkLog(600);
    }

    private PausedUpload begun(byte[] body, int length) {
        try {
            return new PausedUpload(member.address()).send(body, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void survivesRandomDamage() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        byte[] whole = member.log.upload(0, 600);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            int length = random.nextInt(4) == 0 ? random.nextInt(damaged.length) : damaged.length;
            int status = member.addEntries(Arrays.copyOf(damaged, length)).status();
            assertThat(status).as("seed %d, step %d", seed, i).isIn(202, 400, 404, 409, 422);
        }
        member.checkMirrored(member.addEntries(member.log.upload(0, 600)), 600);
    }

    @Test
    void survivesRandomDamageOfCheckpoints() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        member.log.grow(100);
        byte[] whole = member.log.addCheckpoint(600, 700);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            int status = member.addCheckpoint(damaged).status();
            assertThat(status).as("seed %d, step %d", seed, i).isIn(400, 403, 404, 409, 422);
        }
        member.offer(600, 700);
    }
}
