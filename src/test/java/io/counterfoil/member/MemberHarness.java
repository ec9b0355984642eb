package io.counterfoil.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.crypto.FastSignatureVerifiers;
import io.counterfoil.kernel.Sha256;
import io.counterfoil.kernel.merkle.EntryBundle;
import io.counterfoil.kernel.merkle.Tile;
import io.counterfoil.kernel.merkle.TileBuilder;
import io.counterfoil.kernel.merkle.TileContent;
import io.counterfoil.kernel.merkle.TreeHasher;
import io.counterfoil.kernel.mirror.MirrorInfo;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.Cosignature;
import io.counterfoil.kernel.note.KeyName;
import io.counterfoil.kernel.note.NoteKeys;
import io.counterfoil.kernel.note.NoteSignature;
import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.member.MemberSettings.Limits;
import io.counterfoil.platform.consortium.Consortium;
import io.counterfoil.platform.consortium.Consortium.Member;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/// One member under test, three more of which there are only the keys, and the log they follow.
///
/// [#checkLog(long)] reads the member's whole log again over HTTP; a test calls it after every
/// step.
public final class MemberHarness implements AutoCloseable {

    private static final long PAUSE_NANOS = 1_000_000;

    private static final List<String> NAMES = List.of("tax", "notary", "court", "trade");

    final TestClock clock = new TestClock();
    public final TestLog log = TestLog.create(clock);
    final Path directory;
    final Path highWater;

    private final List<MemberKeys> keys = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private Limits limits = Limits.DEFAULT;
    private MemberNode node;

    public MemberHarness(Path folder) {
        directory = folder.resolve("members/tax");
        highWater = folder.resolve("highwater/members/tax");
        try {
            var members = new ArrayList<Member>();
            for (String name : NAMES) {
                var own = MemberKeys.ensure(folder.resolve("members").resolve(name), name(name));
                keys.add(own);
                members.add(
                        new Member(
                                name, own.verifierKeys(Line.MIRROR), own.verifierKeys(Line.FINAL)));
            }
            var consortium = new Consortium(log.verifierKeys(), members);
            Files.write(directory.resolve("policy.txt"), consortium.policy().print());
            Files.write(directory.resolve("mirrors.txt"), consortium.mirrors().print());
            node = MemberNode.start(settings());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyName name(String member) {
        return new KeyName("counterfoil.local/" + member);
    }

    MemberSettings settings() {
        return MemberSettings.of(
                        name("tax"),
                        directory,
                        highWater,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .with(clock)
                .with(limits);
    }

    /// Starts the member again, with what lies in its directories.
    void restart() {
        stop();
        start();
    }

    void stop() {
        try {
            node.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        startWith(settings());
    }

    void startWith(MemberSettings settings) {
        try {
            node = MemberNode.start(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void restartWith(Limits other) {
        limits = other;
        restart();
    }

    InetSocketAddress address() {
        return node.address();
    }

    String health() {
        return node.health();
    }

    /// A response with its body as text.
    public record Reply(int status, String type, String body) {

        MirrorInfo info() {
            assertThat(type).isEqualTo(MirrorInfo.CONTENT_TYPE);
            return MirrorInfo.parse(body);
        }

        List<NoteSignature> lines() {
            return body.lines().map(NoteSignature::parse).toList();
        }
    }

    Reply post(String path, byte[] body, String... headers) {
        var request =
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/octet-stream")
                        .POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        var response = send(request.build());
        return new Reply(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                new String(response.body(), StandardCharsets.UTF_8));
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return sendOnce(request);
        } catch (IOException _) {
            // A member closes a connection whose body it will not read; the next request may have
            // taken just that connection from the pool.
            return sendAgain(request);
        }
    }

    private HttpResponse<byte[]> sendAgain(HttpRequest request) {
        try {
            return sendOnce(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<byte[]> sendOnce(HttpRequest request) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + node.address().getPort() + path);
    }

    HttpResponse<byte[]> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    public Reply addCheckpoint(byte[] body) {
        return post("/add-checkpoint", body);
    }

    public Reply addEntries(byte[] body) {
        return post("/add-entries", body);
    }

    Reply addEntriesGzip(byte[] body) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return post("/add-entries", packed.toByteArray(), "Content-Encoding", "gzip");
    }

    /// Makes a checkpoint of the log the pending one.
    void offer(long oldSize, long newSize) {
        assertThat(addCheckpoint(log.addCheckpoint(oldSize, newSize)))
                .isEqualTo(new Reply(200, "text/plain; charset=utf-8", ""));
    }

    /// Offers a checkpoint, uploads what it adds and checks the lines and the log.
    Reply mirror(long oldSize, long newSize) {
        offer(oldSize, newSize);
        Reply reply = addEntries(log.upload(oldSize, newSize));
        checkMirrored(reply, newSize);
        return reply;
    }

    /// Checks that a reply bears valid mirror lines over a checkpoint, and the log behind it.
    void checkMirrored(Reply reply, long size) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        checkLines(Line.MIRROR, reply, log.checkpoint(size));
        checkLog(size);
    }

    /// Checks that a reply bears both of the member's lines of a kind over a checkpoint.
    void checkLines(Line line, Reply reply, Checkpoint checkpoint) {
        var known = new NoteKeys(keys.getFirst().verifierKeys(line), new FastSignatureVerifiers());
        assertThat(known.open(new SignedNote(checkpoint.text(), reply.lines())))
                .isInstanceOfSatisfying(
                        NoteKeys.Opening.Opened.class,
                        opened -> assertThat(opened.signers()).hasSize(2));
        assertThat(reply.lines()).hasSize(2);
    }

    /// The time in a reply's lines, all of which must have the same.
    static long seconds(Reply reply) {
        var times =
                reply.lines().stream()
                        .map(line -> Cosignature.parse(line.signature()).seconds())
                        .distinct()
                        .toList();
        assertThat(times).hasSize(1);
        return times.getFirst();
    }

    /// A checkpoint with the log's lines and the mirror lines of this many members.
    public SignedNote prepared(long size, int members) {
        SignedNote note = log.note(size);
        for (MemberKeys own : keys.subList(0, members)) {
            note = note.with(own.sign(Line.MIRROR, note.text(), clock.instant()));
        }
        return note;
    }

    /// A checkpoint with the log's lines and the final lines of this many members.
    SignedNote finished(long size, int members) {
        SignedNote note = log.note(size);
        for (MemberKeys own : keys.subList(0, members)) {
            note = note.with(own.sign(Line.FINAL, note.text(), clock.instant()));
        }
        return note;
    }

    String originPath() {
        byte[] hash = Sha256.of(TestLog.ORIGIN.getBytes(StandardCharsets.UTF_8));
        return "/" + HexFormat.of().formatHex(hash) + "/";
    }

    SignedNote served() {
        var response = get(originPath() + "checkpoint");
        assertThat(response.statusCode()).isEqualTo(200);
        return SignedNote.parse(response.body());
    }

    boolean servesNothing() {
        return get(originPath() + "checkpoint").statusCode() == 404;
    }

    /// Reads the whole log from the member and checks every byte of it.
    void checkLog(long size) {
        SignedNote note = served();
        var checkpoint = Checkpoint.parse(note.text());
        assertThat(checkpoint).isEqualTo(log.checkpoint(size));
        var known = new ArrayList<>(log.verifierKeys());
        known.addAll(keys.getFirst().verifierKeys(Line.MIRROR));
        assertThat(new NoteKeys(known, new FastSignatureVerifiers()).open(note))
                .isInstanceOfSatisfying(
                        NoteKeys.Opening.Opened.class,
                        opened -> assertThat(opened.signers()).hasSize(4));
        var builder = TileBuilder.empty(TreeHasher.sha256());
        for (Tile tile : Tile.between(0, size)) {
            if (tile.isBundle()) {
                EntryBundle.parse(tile(tile), tile.width()).entries().forEach(builder::append);
            }
        }
        assertThat(builder.root()).isEqualTo(checkpoint.root());
        for (TileContent content : builder.drain()) {
            assertThat(tile(content.tile()))
                    .as(content.tile().path())
                    .isEqualTo(content.content().toArray());
        }
    }

    byte[] tile(Tile tile) {
        var response = get(originPath() + tile.path());
        assertThat(response.statusCode()).as(tile.path()).isEqualTo(200);
        return response.body();
    }

    /// Waits until something holds, for what a member does on its own time.
    static void await(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    @Override
    public void close() {
        stop();
        http.close();
    }
}
