package io.counterfoil.intake;

import io.counterfoil.intake.RecordMaker.Draft;
import io.counterfoil.intake.RecordMaker.Submitter;
import io.counterfoil.platform.DiskFloor;
import io.counterfoil.platform.identity.Caller;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.record.Records.Found;
import io.counterfoil.platform.record.TenantKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One submission from the request to its answer: commit, send, promise, and wait where asked to.
@ApplicationScoped
class Submissions {

    private static final String SOURCE = "http";

    private final Intake intake;
    private final Idempotency idempotency;
    private final Changes changes;
    private final TenantKeys tenants;
    private final Views views;
    private final DiskFloor floor;
    private final Clock clock = Clock.systemUTC();

    Submissions(
            Intake intake,
            Idempotency idempotency,
            Changes changes,
            TenantKeys tenants,
            Views views,
            DiskFloor floor) {
        this.intake = intake;
        this.idempotency = idempotency;
        this.changes = changes;
        this.tenants = tenants;
        this.views = views;
        this.floor = floor;
    }

    /// How a submission is to be answered.
    ///
    /// @param request for its repetition
    /// @param waiting how long the client waits for the record to be final
    record Terms(Optional<Idempotency.Request> request, Optional<Duration> waiting) {

        /// What the headers ask for.
        ///
        /// @param asked all that makes a repeated request the same
        /// @param waitMax the longest wait that is honoured
        static Terms of(
                ContainerRequestContext request, String operation, Buffer asked, Duration waitMax) {
            var key = request.getHeaderString("Idempotency-Key");
            var tenant = Caller.required(request).tenant();
            return new Terms(
                    Idempotency.request(key, tenant, operation, asked),
                    Preference.waiting(request.getHeaderString("Prefer"), waitMax));
        }
    }

    /// Rows that are ready to be committed, in the order of their leaves.
    ///
    /// @param answer promises them
    /// @param completed the answer instead, when the last row is found final in time
    record Promised(List<Filed> rows, Answer answer, Function<Found, Answer> completed) {

        Promised {
            rows = List.copyOf(rows);
        }

        /// Becomes final after all others.
        Filed last() {
            return rows.getLast();
        }
    }

    /// A name and a key for a document that is about to be read.
    ///
    /// @throws ProblemException when the disk is nearly full
    Draft draft() {
        requireRoom();
        return intake.running().maker().draft();
    }

    /// @throws ProblemException when the disk is nearly full
    void requireRoom() {
        if (floor.isBelow()) {
            throw Uploads.diskFull();
        }
    }

    /// Takes one submission in.
    Uni<Answer> submit(Caller caller, Draft draft, Submission submission, Terms terms) {
        return submitter(caller)
                .chain(submitter ->
                        idempotency.once(
                                terms.request,
                                request ->
                                        commit(
                                                promise(draft, submission, submitter),
                                                request,
                                                terms.waiting)));
    }

    /// Whoever calls, as a manifest names it.
    Uni<Submitter> submitter(Caller caller) {
        return tenants.of(caller.tenant())
                .map(key -> new Submitter(caller.tenant(), caller.key(), SOURCE, key));
    }

    private Promised promise(Draft draft, Submission submission, Submitter submitter) {
        var running = intake.running();
        var row = running.maker().evidence(draft, submission, submitter, clock.millis());
        var note = running.promises().sign(List.of(Promises.leaf(row.entry())), row.receivedAt());
        return new Promised(
                List.of(row), views.promised(row, note), found -> views.completed(found, note));
    }

    /// Commits rows and answers.
    ///
    /// @return empty when another process has the request's Idempotency-Key
    Uni<Optional<Answer>> commit(
            Promised promised, Optional<Idempotency.Request> request, Optional<Duration> wait) {
        if (wait.isEmpty()) {
            return order(promised, request)
                    .map(ordered -> ordered ? Optional.of(promised.answer) : Optional.empty());
        }
        var waiting = Waiting.on(changes, promised.last().id());
        return order(promised, request)
                .chain(ordered ->
                        ordered
                                ? waiting.atMost(wait.get())
                                        .chain(found -> finish(promised, found, request))
                                : Uni.createFrom().item(Optional.<Answer>empty()))
                .onTermination()
                .invoke(waiting::cancel);
    }

    private Uni<Optional<Answer>> finish(
            Promised promised, Optional<Found> found, Optional<Idempotency.Request> request) {
        if (found.isEmpty()) {
            return Uni.createFrom().item(Optional.of(promised.answer));
        }
        var answer = promised.completed.apply(found.get());
        return request.isEmpty()
                ? Uni.createFrom().item(Optional.of(answer))
                : idempotency.replace(request.get(), answer).map(Optional::of);
    }

    private Uni<Boolean> order(Promised promised, Optional<Idempotency.Request> request) {
        var claim = request.map(asked -> new Claim(asked.key(), asked.hash(), promised.answer));
        return intake.submit(Group.of(promised.rows, claim))
                .map(outcome -> outcome == Group.Outcome.ORDERED);
    }
}
