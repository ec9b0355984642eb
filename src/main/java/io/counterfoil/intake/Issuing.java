package io.counterfoil.intake;

import io.counterfoil.intake.InvoiceReader.Incoming;
import io.counterfoil.intake.RecordMaker.Draft;
import io.counterfoil.intake.RecordMaker.Submitter;
import io.counterfoil.invoice.rules.Verdict;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.Manifest;
import io.counterfoil.kernel.merkle.Hash;
import io.counterfoil.platform.identity.Caller;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.record.InvoiceNumber;
import io.counterfoil.platform.record.IssuedInvoices;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Issues an invoice whose rules hold: takes its number, stores it, commits its record.
///
/// The number is taken by the intention; a crash after that leaves an intention without a record,
/// whose number the next invoice of the series gets, or the same invoice when it is sent again. An
/// intention that was taken over while it was still being worked on cannot be committed any more.
@ApplicationScoped
class Issuing {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String XML = "application/xml";

    private final Intake intake;
    private final Submissions submissions;
    private final Uploads uploads;
    private final InvoiceTable table;
    private final IssuedInvoices issued;
    private final InvoiceAnswers answers;
    private final Clock clock = Clock.systemUTC();

    Issuing(
            Intake intake,
            Submissions submissions,
            Uploads uploads,
            InvoiceTable table,
            IssuedInvoices issued,
            InvoiceAnswers answers) {
        this.intake = intake;
        this.submissions = submissions;
        this.uploads = uploads;
        this.table = table;
        this.issued = issued;
        this.answers = answers;
    }

    /// An invoice that keeps its rules.
    ///
    /// @param seller the seller's id
    record Valid(Incoming incoming, String seller, Verdict verdict) {}

    /// An invoice that keeps its rules and waits for its number.
    ///
    /// @param seller the seller's id, bound to the caller's tenant
    /// @param series the registered series
    record Checked(Incoming incoming, String seller, InvoiceTable.Series series, Verdict verdict) {

        String type() {
            return String.valueOf(incoming.invoice().head().typeCode());
        }

        LocalDate issueDate() {
            var date = incoming.invoice().head().issueDate();
            if (date == null) {
                throw new IllegalStateException("the rules demand a date of issue (BR-03)");
            }
            return date;
        }
    }

    /// Issues; blocks for the stores, on a virtual thread.
    Uni<Optional<Answer>> issue(
            Caller caller,
            Checked checked,
            Optional<Idempotency.Request> request,
            Optional<Duration> wait) {
        var submitter = submissions.submitter(caller).await().atMost(PATIENCE);
        var numbered = number(caller.tenant(), checked);
        var document = checked.incoming.under(numbered.number());
        var submission = store(numbered.draft(), document);
        var digest = submission.digests().sha256();
        var ours =
                table.stored(
                                numbered.draft().id().uuid(),
                                Buffer.buffer(digest.bytes()),
                                answers.verdict(checked.verdict))
                        .await()
                        .atMost(PATIENCE);
        if (!ours) {
            uploads.discard(numbered.draft());
            return Uni.createFrom().item(Optional.empty());
        }
        if (checked.incoming.isPaper()) {
            var paper = checked.incoming.sent().toArray();
            table.printed(numbered.draft().id().uuid(), paper).await().atMost(PATIENCE);
        }
        return submissions.commit(promise(checked, numbered, submission, submitter), request, wait);
    }

    /// A number and the name of the record that will hold it.
    private record Numbered(Draft draft, String number) {}

    private Numbered number(UUID tenant, Checked checked) {
        var draft = submissions.draft();
        var intention =
                new InvoiceTable.Intention(
                        draft.id().uuid(),
                        tenant,
                        checked.seller,
                        checked.type(),
                        checked.issueDate(),
                        clock.instant().atOffset(ZoneOffset.UTC));
        var own = checked.incoming.number();
        if (own.isEmpty()) {
            var drawn = table.draw(intention, checked.series.name()).await().atMost(PATIENCE);
            return new Numbered(
                    draft, drawn.orElseThrow(() -> new IllegalStateException("series is gone")));
        }
        return table.take(intention, own.get())
                .await()
                .atMost(PATIENCE)
                .map(number -> new Numbered(draft, number))
                .orElseThrow(() -> taken(tenant, checked, own.get()));
    }

    /// The number is taken: by a request of ours that is not answered yet, or by an invoice.
    private ProblemException taken(UUID tenant, Checked checked, String number) {
        var year = checked.issueDate().getYear();
        var holder =
                issued.find(checked.seller, checked.type(), number, year)
                        .await()
                        .atMost(PATIENCE)
                        .orElseThrow();
        return holder.issued() || !holder.tenant().equals(tenant)
                ? answers.taken(tenant, holder, checked)
                : Idempotency.inProgress();
    }

    private Submission store(Draft draft, Bytes document) {
        try {
            return uploads.store(
                    draft,
                    new ByteArrayInputStream(document.toArray()),
                    new Uploads.Attributes(Optional.of(XML), true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Submissions.Promised promise(
            Checked checked, Numbered numbered, Submission submission, Submitter submitter) {
        var running = intake.running();
        var key = running.vrf();
        var number =
                new InvoiceNumber(
                        checked.seller,
                        checked.type(),
                        numbered.number(),
                        checked.issueDate().getYear());
        var facts = new Manifest.InvoiceFacts(number.prove(key), ruleVerdict(checked.verdict));
        var row =
                running.maker()
                        .invoice(
                                numbered.draft(),
                                submission,
                                submitter,
                                facts,
                                new RecordMaker.Numbered(number.uniqueKey(key), clock.millis()));
        var note = running.promises().sign(List.of(Promises.leaf(row.entry())), row.receivedAt());
        return new Submissions.Promised(
                List.of(row),
                answers.promised(checked, numbered.number(), row, note),
                found -> answers.completed(checked, numbered.number(), found, note));
    }

    private static Manifest.RuleVerdict ruleVerdict(Verdict verdict) {
        // The official rules come first; what strict mode adds is no published rule set.
        var check = verdict.checks().getFirst();
        return new Manifest.RuleVerdict(
                check.ruleSet() + " " + check.version(), Hash.fromHex(check.hash()));
    }
}
