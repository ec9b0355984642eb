package io.counterfoil.member;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.mirror.MirrorInfo;
import io.counterfoil.kernel.note.NoteSignature;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a member answers to a request.
///
/// @param status an HTTP status code
record Answer(int status, Map<String, String> headers, Bytes body) {

    static final String TEXT = "text/plain; charset=utf-8";

    private static final String CONTENT_TYPE = "Content-Type";
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    Answer {
        headers = Map.copyOf(headers);
    }

    /// Anything that is found.
    static Answer ok(String type, byte[] body) {
        return new Answer(OK, Map.of(CONTENT_TYPE, type), Bytes.of(body));
    }

    /// Signature lines, or none.
    static Answer lines(List<NoteSignature> lines) {
        String body = lines.stream().map(line -> line.line() + "\n").collect(Collectors.joining());
        return ok(TEXT, body.getBytes(StandardCharsets.UTF_8));
    }

    /// A refusal in one plain sentence; of what may be tried again it says so.
    static Answer refused(int status, String sentence) {
        Answer answer = text(status, TEXT, sentence + "\n");
        boolean again = status == TOO_MANY || status == UNAVAILABLE;
        return again ? answer.with("Retry-After", "1") : answer;
    }

    /// The witness's answer to an old size that is not the one it knows.
    static Answer otherSize(long size) {
        return text(CONFLICT, MirrorInfo.SIZE_CONTENT_TYPE, size + "\n");
    }

    /// The mirror's answer to an upload that does not fit its state.
    static Answer otherUpload(MirrorInfo info) {
        return text(CONFLICT, MirrorInfo.CONTENT_TYPE, info.print());
    }

    /// The mirror's answer to an upload that has to go on.
    static Answer goOn(MirrorInfo info) {
        return text(ACCEPTED, MirrorInfo.CONTENT_TYPE, info.print());
    }

    /// Any text.
    static Answer text(int status, String type, String body) {
        var content = Bytes.of(body.getBytes(StandardCharsets.UTF_8));
        return new Answer(status, Map.of(CONTENT_TYPE, type), content);
    }

    /// The answer with one more header.
    Answer with(String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }
}
