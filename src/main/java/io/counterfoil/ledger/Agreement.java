package io.counterfoil.ledger;

import io.counterfoil.kernel.note.NoteSignature;
import io.counterfoil.kernel.note.SignatureVerifiers;
import io.counterfoil.kernel.note.SignedNote;
import io.counterfoil.kernel.note.VerifierKey;
import io.counterfoil.platform.consortium.Consortium.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// The two rounds that make a checkpoint final (design D4).
///
/// First every member stores the entries and says so (*prepare*); with a quorum's prepare lines in
/// the note, the members sign it *final*. Each member has a lane of its own, so a slow one holds up
/// nobody: a quorum is enough, and the others go on behind it.
final class Agreement implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Agreement.class);

    /// A checkpoint needs each member once a round; more tasks than this mean that it is lost.
    private static final int LANE_TASKS_MAX = 4;

    private final List<Lane> lanes;
    private final int quorum;
    private final SignatureVerifiers verifiers;
    private final Duration patience;

    Agreement(List<Lane> lanes, int quorum, SignatureVerifiers verifiers, Duration patience) {
        this.lanes = List.copyOf(lanes);
        this.quorum = quorum;
        this.verifiers = verifiers;
        this.patience = patience;
    }

    /// Has a quorum store and sign a checkpoint.
    ///
    /// @return the note with the log's lines and the final lines of one quorum
    /// @throws NoQuorumException when too few members answer in time; trying again is safe
    SignedNote agree(SignedNote signed, Upload upload) throws NoQuorumException {
        var prepared =
                collect(
                        "prepare",
                        signed.text(),
                        lane -> lane.peer().prepare(signed, upload),
                        lane -> lane.member().prepare());
        var carried = signed.with(prepared);
        var finals =
                collect(
                        "final",
                        signed.text(),
                        lane -> lane.peer().finish(carried, upload.size()),
                        lane -> lane.member().finish());
        return signed.with(finals);
    }

    @Override
    public void close() {
        lanes.forEach(Lane::close);
    }

    private List<NoteSignature> collect(
            String round, String text, Request request, Function<Lane, List<VerifierKey>> keys)
            throws NoQuorumException {
        var answers = new LinkedBlockingQueue<Answer>();
        for (var lane : lanes) {
            if (!lane.submit(() -> answers.add(ask(lane, text, request, keys.apply(lane))))) {
                answers.add(new Answer(lane, List.of()));
            }
        }
        var counted = new ArrayList<Answer>();
        var deadline = System.nanoTime() + patience.toNanos();
        for (var seen = 0; seen < lanes.size() && counted.size() < quorum; seen++) {
            var answer = poll(answers, deadline);
            if (!answer.lines().isEmpty()) {
                counted.add(answer);
            }
        }
        if (counted.size() < quorum) {
            throw new NoQuorumException(
                    "%d of %d members gave their %s line, %d are needed"
                            .formatted(counted.size(), lanes.size(), round, quorum));
        }
        return inPolicyOrder(counted);
    }

    private Answer ask(Lane lane, String text, Request request, List<VerifierKey> keys) {
        try {
            var lines = Lines.counted(text, request.send(lane), keys, verifiers);
            if (lines.isEmpty()) {
                LOG.warnf(
                        "Member signs with other keys than the policy names member=%s",
                        lane.member().name());
            }
            return new Answer(lane, lines);
        } catch (PeerException e) {
            LOG.warnf(
                    "Member gives no line member=%s reason=%s",
                    lane.member().name(), e.getMessage());
            return new Answer(lane, List.of());
        }
    }

    private Answer poll(LinkedBlockingQueue<Answer> answers, long deadline)
            throws NoQuorumException {
        try {
            var answer = answers.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (answer == null) {
                throw new NoQuorumException("too few members answered in time");
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoQuorumException("interrupted");
        }
    }

    private List<NoteSignature> inPolicyOrder(Collection<Answer> answers) {
        return lanes.stream()
                .flatMap(lane -> answers.stream().filter(answer -> answer.lane().equals(lane)))
                .flatMap(answer -> answer.lines().stream())
                .toList();
    }

    private interface Request {
        List<NoteSignature> send(Lane lane) throws PeerException;
    }

    private record Answer(Lane lane, List<NoteSignature> lines) {}

    /// One member and the thread that talks to it: its requests never overtake each other.
    record Lane(
            Member member,
            MemberPeer peer,
            ExecutorService thread,
            LinkedBlockingQueue<Runnable> waiting) {

        /// A lane with a thread of its own.
        static Lane open(Member member, MemberPeer peer) {
            var waiting = new LinkedBlockingQueue<Runnable>(LANE_TASKS_MAX);
            var thread =
                    Executors.newSingleThreadExecutor(
                            Thread.ofVirtual().name("member-" + member.name()).factory());
            return new Lane(member, peer, thread, waiting);
        }

        /// Queues a request.
        ///
        /// @return false when the member is so far behind that the request would be stale
        boolean submit(Runnable request) {
            var queued = waiting.offer(request);
            if (queued) {
                thread.execute(this::next);
            }
            return queued;
        }

        private void next() {
            var request = waiting.peek();
            if (request != null) {
                request.run();
                waiting.poll();
            }
        }

        void close() {
            thread.shutdownNow();
        }
    }
}
