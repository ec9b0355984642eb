package io.counterfoil.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.counterfoil.intake.RecordMaker.Submitter;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.platform.identity.Caller;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Many digests in one request: one promise for all that could be read, one line of answer for
/// each.
@ApplicationScoped
class Batches {

    static final String NDJSON = "application/x-ndjson";

    /// Design section 3; also the most entries of one promise.
    static final int ITEMS_MAX = 10_000;

    private static final int LINE_BYTES = 600;
    private static final JsonFactory JSON = new JsonFactory();

    private final Submissions submissions;
    private final Intake intake;
    private final Idempotency idempotency;
    private final Clock clock = Clock.systemUTC();

    Batches(Submissions submissions, Intake intake, Idempotency idempotency) {
        this.submissions = submissions;
        this.intake = intake;
        this.idempotency = idempotency;
    }

    /// What became of one line.
    private sealed interface Item {

        record Taken(Filed row, Hash leaf) implements Item {}

        record Refused(ProblemException refusal) implements Item {}
    }

    /// Takes the lines of a batch in.
    Uni<Answer> submit(Caller caller, byte[] lines, Submissions.Terms terms) {
        submissions.requireRoom();
        return submissions
                .submitter(caller)
                .chain(submitter ->
                        idempotency.once(
                                terms.request(),
                                request -> take(lines, submitter, terms, request)));
    }

    private Uni<Optional<Answer>> take(
            byte[] lines,
            Submitter submitter,
            Submissions.Terms terms,
            Optional<Idempotency.Request> request) {
        var receivedAt = clock.millis();
        var items = items(lines, submitter, receivedAt);
        var taken = taken(items);
        if (taken.isEmpty()) {
            return Uni.createFrom().item(Optional.of(print(422, "refused", items, "")));
        }
        var leaves = taken.stream().map(Item.Taken::leaf).toList();
        var note = intake.running().promises().sign(leaves, receivedAt);
        var promised =
                new Submissions.Promised(
                        taken.stream().map(Item.Taken::row).toList(),
                        print(202, "promised", items, note),
                        _ -> print(201, "final", items, note));
        return submissions.commit(promised, request, terms.waiting());
    }

    private List<Item> items(byte[] lines, Submitter submitter, long receivedAt) {
        var maker = intake.running().maker();
        var items = new ArrayList<Item>();
        for (var start = 0; start < lines.length; ) {
            var end = lineEnd(lines, start);
            if (items.size() == ITEMS_MAX) {
                throw new ProblemException(
                        ProblemType.TOO_LARGE,
                        "A batch has at most %d lines.".formatted(ITEMS_MAX));
            }
            items.add(item(lines, start, end, maker, submitter, receivedAt));
            start = end + 1;
        }
        if (items.isEmpty()) {
            throw new ProblemException(ProblemType.MALFORMED, "A batch has at least one line.");
        }
        return items;
    }

    private static Item item(
            byte[] lines,
            int start,
            int end,
            RecordMaker maker,
            Submitter submitter,
            long receivedAt) {
        try {
            var submission =
                    SubmissionReader.read(SubmissionReader.parse(lines, start, end - start));
            var row = maker.evidence(maker.draft(), submission, submitter, receivedAt);
            return new Item.Taken(row, Promises.leaf(row.entry()));
        } catch (ProblemException refusal) {
            return new Item.Refused(refusal);
        }
    }

    private static int lineEnd(byte[] lines, int start) {
        var end = start;
        while (end < lines.length && lines[end] != '\n') {
            end++;
        }
        return end;
    }

    private static List<Item.Taken> taken(List<Item> items) {
        var taken = new ArrayList<Item.Taken>();
        for (var item : items) {
            switch (item) {
                case Item.Taken row -> taken.add(row);
                case Item.Refused _ -> {}
            }
        }
        return taken;
    }

    private static Answer print(int status, String state, List<Item> items, String note) {
        var out = new ByteArrayOutputStream(items.size() * LINE_BYTES);
        var promise = new SerializedString(note);
        try (var json = JSON.createGenerator(out)) {
            json.setRootValueSeparator(new SerializedString("\n"));
            for (var i = 0; i < items.size(); i++) {
                print(json, i + 1, state, items.get(i), promise);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.write('\n');
        return new Answer(status, NDJSON, "", Buffer.buffer(out.toByteArray()));
    }

    private static void print(
            JsonGenerator json, int line, String state, Item item, SerializableString promise)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("line", line);
        switch (item) {
            case Item.Taken(var row, var leaf) -> {
                json.writeStringField("id", Views.id(row));
                json.writeStringField("state", state);
                json.writeStringField("leaf", leaf.base64());
                json.writeFieldName("promise");
                json.writeString(promise);
            }
            case Item.Refused(var refusal) -> {
                json.writeObjectFieldStart("problem");
                json.writeStringField("type", refusal.type().uri());
                json.writeStringField("title", refusal.type().title());
                json.writeNumberField("status", refusal.type().status());
                json.writeStringField("detail", refusal.detail());
                json.writeEndObject();
            }
        }
        json.writeEndObject();
    }
}
