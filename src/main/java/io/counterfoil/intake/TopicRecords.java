package io.counterfoil.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.intake.Group.Position;
import io.counterfoil.intake.RecordMaker.Submitter;
import io.counterfoil.platform.identity.IdentityStore;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.counterfoil.platform.record.TenantKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Makes records of what came over a topic.
///
/// A topic is a tenant's: who may write to it is for the broker to say, and no header is believed.
@ApplicationScoped
class TopicRecords {

    /// The same as of a request.
    static final int VALUE_BYTES_MAX = 16 * 1024;

    /// Header by which a producer makes its own repetitions the same submission, also across HTTP.
    static final String IDEMPOTENCY_KEY = "idempotency-key";

    private static final String SOURCE = "kafka";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Intake intake;
    private final Idempotency idempotency;
    private final Views views;
    private final SubmissionTable table;
    private final IdentityStore identities;
    private final TenantKeys tenants;
    private final Clock clock = Clock.systemUTC();

    TopicRecords(
            Intake intake,
            Idempotency idempotency,
            Views views,
            SubmissionTable table,
            IdentityStore identities,
            TenantKeys tenants) {
        this.intake = intake;
        this.idempotency = idempotency;
        this.views = views;
        this.table = table;
        this.identities = identities;
        this.tenants = tenants;
    }

    /// What a record says.
    private sealed interface Read {

        record Plain(Submission submission) implements Read {}

        record Keyed(Submission submission, Idempotency.Request request) implements Read {}

        record Refused(String reason) implements Read {}
    }

    /// Forgets the places that Kafka has deleted.
    void forgetBefore(List<Position> beginnings) {
        beginnings.forEach(place -> table.forgetBefore(place).await().atMost(PATIENCE));
    }

    /// Takes the records of a partition that were not taken before; when it returns, each is
    /// durable, or passed on with the reason.
    ///
    /// @param tenant the name of the topic's tenant
    void take(SubmissionsTopic.Part part, String tenant, DeadLetters dead) {
        var submitter = submitter(part.partition().topic(), tenant);
        var first = part.position(part.records().getFirst().offset());
        var taken = table.taken(first, part.records().getLast().offset()).await().atMost(PATIENCE);
        var rows = new ArrayList<Filed>();
        var places = new ArrayList<Position>();
        for (var record : part.records()) {
            if (taken.contains(record.offset())) {
                continue;
            }
            var place = part.position(record.offset());
            switch (read(record, submitter)) {
                case Read.Plain(var submission) -> {
                    rows.add(row(submission, submitter));
                    places.add(place);
                }
                case Read.Keyed keyed ->
                        once(keyed, submitter, place).ifPresent(why -> dead.send(record, why));
                case Read.Refused(var reason) -> dead.send(record, reason);
            }
        }
        if (!rows.isEmpty()) {
            var _ = intake.submit(Group.fromTopic(rows, places)).await().atMost(PATIENCE);
        }
        dead.await();
    }

    private Submitter submitter(String topic, String name) {
        var tenant =
                identities
                        .tenantIdOfName(name)
                        .await()
                        .atMost(PATIENCE)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "the topic %s is bound to the tenant %s, which there is not"
                                                .formatted(topic, name)));
        var key = tenants.of(tenant).await().atMost(PATIENCE);
        return new Submitter(tenant, "topic:" + topic, SOURCE, key);
    }

    private static Read read(ConsumerRecord<byte[], byte[]> record, Submitter submitter) {
        byte @Nullable [] value = record.value();
        if (value == null || value.length > VALUE_BYTES_MAX) {
            return new Read.Refused(
                    "A submission is a JSON object of at most %d bytes."
                            .formatted(VALUE_BYTES_MAX));
        }
        try {
            var json = SubmissionReader.parse(value, 0, value.length);
            var submission = SubmissionReader.read(json);
            return Idempotency.request(
                            header(record), submitter.tenant(), "digest", Buffer.buffer(value))
                    .<Read>map(request -> new Read.Keyed(submission, request))
                    .orElseGet(() -> new Read.Plain(submission));
        } catch (ProblemException refusal) {
            return new Read.Refused(refusal.detail());
        }
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record) {
        var header = record.headers().lastHeader(IDEMPOTENCY_KEY);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    private Filed row(Submission submission, Submitter submitter) {
        var maker = intake.running().maker();
        return maker.evidence(maker.draft(), submission, submitter, clock.millis());
    }

    /// @return why it is not taken
    private Optional<String> once(Read.Keyed keyed, Submitter submitter, Position place) {
        try {
            var _ =
                    idempotency
                            .once(
                                    Optional.of(keyed.request),
                                    claimed ->
                                            commit(
                                                    row(keyed.submission, submitter),
                                                    place,
                                                    claimed))
                            .await()
                            .atMost(PATIENCE);
            return Optional.empty();
        } catch (ProblemException refusal) {
            if (refusal.type() != ProblemType.KEY_REUSED) {
                throw refusal;
            }
            return Optional.of(refusal.detail());
        }
    }

    /// The promise is kept as the answer: over HTTP the same key and body get it.
    private Uni<Optional<Answer>> commit(
            Filed row, Position place, Optional<Idempotency.Request> claimed) {
        var leaves = List.of(Promises.leaf(row.entry()));
        var answer =
                views.promised(row, intake.running().promises().sign(leaves, row.receivedAt()));
        var claim = claimed.map(asked -> new Claim(asked.key(), asked.hash(), answer));
        var group = new Group(List.of(row), claim, List.of(place), new CompletableFuture<>());
        return intake.submit(group)
                .map(outcome ->
                        outcome == Group.Outcome.ORDERED ? Optional.of(answer) : Optional.empty());
    }
}
