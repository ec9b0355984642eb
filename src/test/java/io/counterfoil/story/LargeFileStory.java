package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file of the longest length that is taken comes in and goes out in flat memory; one byte more
/// is refused at once, whether its length is said before or not, and leaves nothing behind.
@Tag("nightly")
class LargeFileStory {

    /// The default of `counterfoil.vault.document-size-max`.
    private static final long LIMIT = 1L << 30;

    private static final long SMALL = 64L << 20;

    /// What a file sixteen times as long may cost more: nothing but the heap's own ups and downs.
    private static final long GROWTH_MAX = 256L << 20;

    private static final int CHUNK_BYTES = 1 << 20;

    @TempDir Path folder;

    @Test
    void aFileOfAGigabyteIsTakenInFlatMemory() throws Exception {
        try (var product = Product.start(folder.resolve("data"))) {
            preserve(product, SMALL);
            var usual = peak(product);
            var id = preserve(product, LIMIT);
            assertThat(peak(product)).isLessThan(usual + GROWTH_MAX);
            assertThat(digestOfContent(product, id)).isEqualTo(digestOf(LIMIT));
            assertThat(peak(product)).isLessThan(usual + GROWTH_MAX);
        }
    }

    @Test
    void oneByteMoreIsRefusedWithoutHanging() throws Exception {
        try (var product = Product.start(folder.resolve("data"))) {
            var before = bytes(product.data().resolve("vault"));
            assertThat(refusal(product, "Content-Length: " + (LIMIT + 1), 0))
                    .startsWith("HTTP/1.1 413 ");
            assertThat(refusal(product, "Transfer-Encoding: chunked", LIMIT + 1))
                    .startsWith("HTTP/1.1 413 ");
            assertThat(bytes(product.data().resolve("vault"))).isEqualTo(before);
        }
    }

    private static String preserve(Product product, long length) throws Exception {
        var request =
                product.request("/v1/evidence", "depositor")
                        .timeout(Duration.ofMinutes(10))
                        .header("Content-Type", "application/octet-stream")
                        .POST(
                                BodyPublishers.fromPublisher(
                                        BodyPublishers.ofInputStream(() -> new Zeros(length)),
                                        length));
        var answer = product.send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return new ObjectMapper().readTree(answer.body()).path("id").asText();
    }

    private static String digestOfContent(Product product, String id) throws Exception {
        var request = product.request("/v1/evidence/%s/content".formatted(id), "depositor");
        // As HTTP/2 it would not wait for a slow reader, whose file would then lie in memory.
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            return digest(answer.body());
        }
    }

    private static String digestOf(long length) throws Exception {
        return digest(new Zeros(length));
    }

    private static String digest(InputStream content) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        try (var in = new DigestInputStream(content, digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// The first line of the answer to a body that is said to be too long, or turns out to be.
    ///
    /// @param chunked bytes to be sent in chunks, unless the answer comes before
    private static String refusal(Product product, String length, long chunked) throws IOException {
        var key = "Authorization: Bearer " + product.key("depositor");
        var type = "Content-Type: application/octet-stream";
        try (var wire = Wire.post(product, "/v1/evidence", key, type, length)) {
            var sender = Thread.ofVirtual().start(() -> sendChunks(wire, chunked));
            var answer = wire.line();
            sender.interrupt();
            return answer;
        }
    }

    private static void sendChunks(Wire wire, long bytes) {
        try {
            for (var left = bytes; left > 0; left -= CHUNK_BYTES) {
                var next = (int) Math.min(left, CHUNK_BYTES);
                wire.send("%x\r\n".formatted(next));
                wire.send(new byte[next]);
                wire.send("\r\n");
            }
            if (bytes > 0) {
                wire.send("0\r\n\r\n");
            }
        } catch (IOException _) {
            // refused before the end, as it should be
        }
    }

    /// The most memory that the process ever had resident, in bytes.
    private static long peak(Product product) throws IOException {
        return Files.readAllLines(Path.of("/proc/%d/status".formatted(product.pid()))).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElseThrow();
    }

    private static long bytes(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /// As many zeros as are wanted.
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int from, int count) {
            if (left <= 0) {
                return -1;
            }
            var next = (int) Math.min(count, left);
            Arrays.fill(into, from, from + next, (byte) 0);
            left -= next;
            return next;
        }
    }
}
