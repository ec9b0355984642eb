package io.counterfoil.intake;

import io.counterfoil.platform.body.Bodies;
import io.counterfoil.platform.identity.Allowed;
import io.counterfoil.platform.identity.ApiRole;
import io.counterfoil.platform.identity.Caller;
import io.counterfoil.platform.identity.IdentityStore;
import io.counterfoil.platform.identity.SellerId;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// Issues invoices: validated first, numbered last.
@Path("/v1/invoices")
@RunOnVirtualThread
public class IssueResource {

    private static final int INVOICE_BYTES_MAX = 20 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Longest `Prefer: wait` that is honoured.
    private static final Duration WAIT_MAX = Duration.ofSeconds(60);

    private final Issuing issuing;
    private final InvoiceRules rules;
    private final InvoiceTable table;
    private final IdentityStore identities;
    private final Idempotency idempotency;
    private final InvoiceAnswers answers;

    /// Issuing waits for stores, which no event loop may.
    private final ExecutorService waiters = Executors.newVirtualThreadPerTaskExecutor();

    IssueResource(
            Issuing issuing,
            InvoiceRules rules,
            InvoiceTable table,
            IdentityStore identities,
            Idempotency idempotency,
            InvoiceAnswers answers) {
        this.issuing = issuing;
        this.rules = rules;
        this.table = table;
        this.identities = identities;
        this.idempotency = idempotency;
        this.answers = answers;
    }

    /// Issues an invoice, or only validates it.
    @POST
    @Consumes({MediaType.APPLICATION_XML, MediaType.APPLICATION_JSON, "application/pdf"})
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed(ApiRole.ISSUER)
    public Response issue(
            InputStream body,
            @Context ContainerRequestContext request,
            @RestQuery("dry-run") @Nullable String dryRun,
            @RestQuery @Nullable String strict,
            @RestQuery @Nullable String series)
            throws IOException {
        var caller = Caller.required(request);
        var bytes = Bodies.read(body, INVOICE_BYTES_MAX);
        var wanted = new Wanted(series, isTrue("strict", strict));
        if (isTrue("dry-run", dryRun)) {
            return answers.dryRun(validate(bytes, wanted)).response();
        }
        var asked = Buffer.buffer(bytes).appendString(wanted.text());
        var terms = Submissions.Terms.of(request, "invoice", asked, WAIT_MAX);
        return idempotency
                .once(
                        terms.request(),
                        claimed ->
                                Uni.createFrom()
                                        .item(() -> check(caller, bytes, wanted))
                                        .chain(checked ->
                                                issuing.issue(
                                                        caller, checked, claimed, terms.waiting()))
                                        .runSubscriptionOn(waiters))
                .map(Answer::response)
                .await()
                .atMost(PATIENCE.plus(terms.waiting().orElse(Duration.ZERO)));
    }

    /// What the query asks for.
    ///
    /// @param series the name of the series to number in; `null` for any
    private record Wanted(@Nullable String series, boolean strict) {

        /// The same for the same wishes: it is part of what an idempotency key stands for.
        String text() {
            return (series == null ? "" : series) + (strict ? "\nstrict" : "");
        }
    }

    /// Everything that can be said of the invoice by itself.
    private Issuing.Valid validate(byte[] bytes, Wanted wanted) {
        var incoming = InvoiceReader.read(bytes, rules);
        var verdict = rules.check(wanted.strict ? incoming.sent() : incoming.xml(), wanted.strict);
        InvoiceRules.require(verdict);
        var seller =
                SellerId.of(incoming.invoice().seller())
                        .orElseThrow(() ->
                                new ProblemException(
                                        ProblemType.INVOICE_INVALID,
                                        "The seller has no identifier (BR-CO-26)."));
        return new Issuing.Valid(incoming, seller, verdict);
    }

    /// Everything that can be said before a number is drawn.
    private Issuing.Checked check(Caller caller, byte[] bytes, Wanted wanted) {
        var valid = validate(bytes, wanted);
        requireBound(caller, valid.seller());
        var registered = table.series(valid.seller()).await().atMost(PATIENCE);
        var series = series(registered, valid.incoming(), wanted.series, valid.seller());
        return new Issuing.Checked(valid.incoming(), valid.seller(), series, valid.verdict());
    }

    private void requireBound(Caller caller, String seller) {
        var owner = identities.tenantOfSeller(seller).await().atMost(PATIENCE);
        if (!owner.equals(Optional.of(caller.tenant()))) {
            throw new ProblemException(
                    ProblemType.SELLER_NOT_BOUND,
                    "The seller %s is not bound to your tenant.".formatted(seller));
        }
    }

    /// An invoice that has a number needs an external series with its prefix; one that has none
    /// needs a series to draw from.
    private static InvoiceTable.Series series(
            List<InvoiceTable.Series> registered,
            InvoiceReader.Incoming incoming,
            @Nullable String wanted,
            String seller) {
        return registered.stream()
                .filter(series -> wanted == null || series.name().equals(wanted))
                .filter(series -> series.external() == incoming.number().isPresent())
                .filter(series ->
                        incoming.number().orElse(series.prefix()).startsWith(series.prefix()))
                .findFirst()
                .orElseThrow(() -> noSeries(incoming, seller));
    }

    private static ProblemException noSeries(InvoiceReader.Incoming incoming, String seller) {
        var detail =
                incoming.number().isPresent()
                        ? "The invoice has a number, and no external series of the seller %s fits it."
                        : "The invoice has no number, and the seller %s has no series to draw from.";
        return new ProblemException(ProblemType.SERIES_UNKNOWN, detail.replace("%s", seller));
    }

    private static boolean isTrue(String name, @Nullable String value) {
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw new ProblemException(
                ProblemType.PARAMETER_INVALID, "\"%s\" must be true or false.".formatted(name));
    }
}
