package io.counterfoil.ledger;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.mirror.AddCheckpoint;
import io.counterfoil.kernel.mirror.MirrorInfo;
import io.counterfoil.kernel.mirror.UploadHeader;
import io.counterfoil.kernel.mirror.UploadWriter;
import io.counterfoil.kernel.note.NoteSignature;
import io.counterfoil.kernel.note.SignedNote;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One member as the log sees it: where it listens and how far it has come.
///
/// Speaks C2SP tlog-witness and tlog-mirror. What it believes of the member is a guess that the
/// member's answers correct, so nothing of it needs to survive a restart. Owned by the member's
/// lane.
final class MemberPeer {

    /// An upload that gets no further in this many answers is given up until the next round.
    private static final int STALLS_MAX = 5;

    /// The largest answer that is read: lines of two keys are 4 KB.
    private static final int ANSWER_BYTES_MAX = 64 << 10;

    private final String name;
    private final URI base;
    private final HttpClient http;
    private final Duration patience;

    /// Size of the last checkpoint that the member took.
    private long known;

    /// The first entry that the member lacks.
    private long nextEntry;

    private Bytes ticket = Bytes.of();

    MemberPeer(String name, URI base, HttpClient http, Duration patience) {
        this.name = name;
        this.base = base;
        this.http = http;
        this.patience = patience;
    }

    /// The member's name in the policy.
    String name() {
        return name;
    }

    /// Has the member store everything up to a checkpoint.
    ///
    /// @return the prepare lines it answers with
    /// @throws PeerException when it refuses, or does not answer in time
    List<NoteSignature> prepare(SignedNote checkpoint, Upload upload) throws PeerException {
        offer(checkpoint, upload);
        var stalls = 0;
        while (stalls < STALLS_MAX) {
            var before = nextEntry;
            var answer = send(upload);
            switch (answer.statusCode()) {
                case 200 -> {
                    nextEntry = upload.size();
                    return lines(answer);
                }
                case 202, 409 -> learn(answer);
                case 422 -> offer(checkpoint, upload);
                default -> throw refused(answer);
            }
            if (known != upload.size()) {
                offer(checkpoint, upload);
            }
            stalls = nextEntry > before ? 0 : stalls + 1;
        }
        throw new PeerException(name + " takes no more entries than " + nextEntry);
    }

    /// Hands the member a checkpoint that carries a quorum's prepare lines.
    ///
    /// @return the final lines it answers with
    /// @throws PeerException when it refuses, or does not answer in time
    List<NoteSignature> finish(SignedNote prepared, long size) throws PeerException {
        var answer = post("add-checkpoint", new AddCheckpoint(size, List.of(), prepared).bytes());
        if (answer.statusCode() != 200) {
            throw refused(answer);
        }
        return lines(answer);
    }

    private void offer(SignedNote checkpoint, Upload upload) throws PeerException {
        for (var attempt = 0; attempt < 2; attempt++) {
            var old = Math.min(known, upload.size());
            var request = new AddCheckpoint(old, upload.consistency(old), checkpoint);
            var answer = post("add-checkpoint", request.bytes());
            if (answer.statusCode() == 200) {
                known = upload.size();
                return;
            }
            if (answer.statusCode() != 409 || !hasSize(answer)) {
                throw refused(answer);
            }
            known = size(answer);
            if (known > upload.size()) {
                throw new PeerException(
                        "%s has seen %d leaves, the log has %d"
                                .formatted(name, known, upload.size()));
            }
        }
        throw new PeerException(name + " changes its mind about the checkpoint it holds");
    }

    private HttpResponse<byte[]> send(Upload upload) throws PeerException {
        var from = Math.min(nextEntry, upload.size());
        var header = new UploadHeader(upload.origin(), from, upload.size(), ticket);
        var body = new ByteArrayOutputStream();
        try {
            var writer = new UploadWriter(header, body);
            for (var next : upload.packages(header)) {
                writer.write(next);
            }
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return post("add-entries", body.toByteArray());
    }

    private void learn(HttpResponse<byte[]> answer) throws PeerException {
        try {
            var info = MirrorInfo.parse(text(answer));
            known = info.pendingSize();
            nextEntry = info.nextEntry();
            ticket = info.ticket();
        } catch (MalformedException e) {
            throw new PeerException(name + " answers with no mirror info: " + e.getMessage());
        }
    }

    private HttpResponse<byte[]> post(String path, byte[] body) throws PeerException {
        var request =
                HttpRequest.newBuilder(base.resolve("/" + path))
                        .timeout(patience)
                        .header("Content-Type", "application/octet-stream")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        try {
            return http.send(
                    request,
                    HttpResponse.BodyHandlers.limiting(
                            HttpResponse.BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
        } catch (IOException e) {
            throw new PeerException("%s does not answer: %s".formatted(name, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerException("interrupted");
        }
    }

    private List<NoteSignature> lines(HttpResponse<byte[]> answer) throws PeerException {
        var lines = new ArrayList<NoteSignature>();
        try {
            for (var line : text(answer).lines().toList()) {
                lines.add(NoteSignature.parse(line));
            }
        } catch (MalformedException e) {
            throw new PeerException(name + " answers with no signature lines: " + e.getMessage());
        }
        return lines;
    }

    private static boolean hasSize(HttpResponse<byte[]> answer) {
        return answer.headers()
                .firstValue("Content-Type")
                .filter(MirrorInfo.SIZE_CONTENT_TYPE::equals)
                .isPresent();
    }

    private long size(HttpResponse<byte[]> answer) throws PeerException {
        try {
            return Long.parseLong(text(answer).strip());
        } catch (NumberFormatException e) {
            throw new PeerException(name + " answers with no size");
        }
    }

    private PeerException refused(HttpResponse<byte[]> answer) {
        var reason = text(answer).strip();
        var shown = reason.substring(0, Math.min(reason.length(), 200));
        return new PeerException("%s answers %d: %s".formatted(name, answer.statusCode(), shown));
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
