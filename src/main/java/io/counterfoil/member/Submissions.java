package io.counterfoil.member;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.mirror.AddCheckpoint;
import io.counterfoil.kernel.mirror.UploadHeader;
import io.counterfoil.kernel.note.Checkpoint;
import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.member.Mirroring.Admission;
import io.counterfoil.member.UploadPipe.Piece;
import io.counterfoil.member.Witnessing.Offer;
import java.util.Optional;

/// What can be submitted to a member: everything that needs no state is checked here, on the
/// request's own thread; the rest is handed to the writing thread.
final class Submissions {

    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;

    private final Policies policies;
    private final Witnessing witnessing;
    private final Mirroring mirroring;
    private final WritingThread thread;

    Submissions(
            Policies policies, Witnessing witnessing, Mirroring mirroring, WritingThread thread) {
        this.policies = policies;
        this.witnessing = witnessing;
        this.mirroring = mirroring;
        this.thread = thread;
    }

    /// `POST /add-checkpoint`.
    Answer addCheckpoint(byte[] body) {
        if (body.length > AddCheckpoint.BYTES_MAX) {
            return Answer.refused(TOO_LARGE, "The request is too large.");
        }
        try {
            return addCheckpoint(AddCheckpoint.parse(body));
        } catch (MalformedException e) {
            return malformed(e);
        }
    }

    private static Answer malformed(MalformedException e) {
        return Answer.refused(BAD_REQUEST, "The request is malformed: " + e.getMessage() + ".");
    }

    private Answer addCheckpoint(AddCheckpoint request) {
        SignedNote note = request.note();
        String origin = note.text().substring(0, note.text().indexOf('\n'));
        if (!origin.equals(policies.origin())) {
            return unknownLog();
        }
        Optional<SignedNote> signed = policies.signedByLog(note);
        if (signed.isEmpty()) {
            return Answer.refused(FORBIDDEN, "The log's keys did not sign this checkpoint.");
        }
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        if (!checkpoint.extensions().isEmpty()) {
            return Answer.refused(BAD_REQUEST, "A checkpoint here has no extension lines.");
        }
        var offer =
                new Offer(
                        request.oldSize(),
                        request.proof(),
                        checkpoint,
                        signed.get(),
                        policies.hasQuorum(Line.MIRROR, note),
                        policies.hasQuorum(Line.FINAL, note));
        return thread.call(() -> witnessing.take(offer));
    }

    private static Answer unknownLog() {
        return Answer.refused(NOT_FOUND, "This member does not follow that log.");
    }

    /// `POST /add-entries`.
    Answer addEntries(UploadPipe upload) {
        return switch (upload.next()) {
            case Piece.Begun(UploadHeader header) when !header.origin().equals(policies.origin()) ->
                    unknownLog();
            case Piece.Begun(UploadHeader header) ->
                    switch (thread.call(() -> mirroring.admit(header))) {
                        case Admission.Admitted target -> store(upload, header, target);
                        case Admission.Refused(Answer answer) -> answer;
                    };
            case Piece.Cut(String reason) -> cut(reason);
            case Piece.Packed _, Piece.Ended _ ->
                    throw new IllegalStateException("an upload begins with its header");
        };
    }

    private static Answer cut(String reason) {
        return Answer.refused(BAD_REQUEST, "The upload is incomplete: " + reason + ".");
    }

    private Answer store(UploadPipe upload, UploadHeader header, Admission.Admitted target) {
        long reached = header.start();
        while (true) {
            switch (upload.next()) {
                case Piece.Packed sent -> {
                    Optional<Answer> end = thread.call(() -> mirroring.take(sent, target));
                    if (end.isPresent()) {
                        return end.get();
                    }
                    reached = sent.entries().to();
                }
                case Piece.Ended _ -> {
                    return reached == header.end()
                            ? thread.call(() -> mirroring.commit(target))
                            : partly(header, reached, "no package came");
                }
                case Piece.Cut(String reason) -> {
                    return reached == header.end() ? cut(reason) : partly(header, reached, reason);
                }
                case Piece.Begun _ -> throw new IllegalStateException("a second header");
            }
        }
    }

    private Answer partly(UploadHeader header, long reached, String reason) {
        return reached == header.start()
                ? cut(reason)
                : thread.call(() -> Answer.goOn(mirroring.info(header.end())));
    }
}
