package io.counterfoil.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.counterfoil.platform.record.IssuedInvoices;
import io.counterfoil.platform.record.IssuedInvoices.Issued;
import io.counterfoil.platform.record.Records;
import io.counterfoil.platform.record.SellerId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import org.jboss.resteasy.reactive.RestPath;

/// The page behind the QR code of a printed invoice. Whoever has the code has the invoice: it holds
/// the digest of all of it.
@Path("/v/{issuer}/{date}/{digest}")
public class InvoicePageResource {

    private static final int DIGEST_BYTES = 32;

    private final IssuedInvoices invoices;
    private final Records records;
    private final Views views;

    InvoicePageResource(IssuedInvoices invoices, Records records, Views views) {
        this.invoices = invoices;
        this.records = records;
        this.views = views;
    }

    /// What the page says.
    @JsonPropertyOrder({"seller", "type", "number", "issueDate", "record"})
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record PageView(
            String seller, String type, String number, LocalDate issueDate, RecordView record) {}

    /// For programs.
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<PageView> json(
            @RestPath String issuer, @RestPath String date, @RestPath String digest) {
        return invoices.find(SellerId.normalize(issuer), date(date), digest(digest))
                .map(found -> found.filter(Issued::issued).orElseThrow(InvoicePageResource::none))
                .chain(invoice ->
                        records.find(invoice.id())
                                .map(record -> record.orElseThrow(InvoicePageResource::none))
                                .map(record ->
                                        new PageView(
                                                invoice.seller(),
                                                invoice.type(),
                                                invoice.number(),
                                                invoice.issueDate(),
                                                views.view(record))));
    }

    /// For people, who are told in the same way that there is none.
    @GET
    @Produces(MediaType.TEXT_HTML + ";charset=utf-8")
    public Uni<Response> html(
            @RestPath String issuer, @RestPath String date, @RestPath String digest) {
        return Uni.createFrom()
                .deferred(() -> json(issuer, date, digest))
                .map(view -> page(Response.Status.OK, InvoicePage.of(view)))
                .onFailure(InvoicePageResource::isNone)
                .recoverWithItem(() -> page(Response.Status.NOT_FOUND, InvoicePage.none()));
    }

    private static boolean isNone(Throwable failure) {
        return failure instanceof ProblemException refusal
                && refusal.type() == ProblemType.NOT_FOUND;
    }

    private static Response page(Response.Status status, String text) {
        return Response.status(status)
                .entity(text)
                .header("Content-Security-Policy", InvoicePage.POLICY)
                .header("Cache-Control", "no-cache")
                .build();
    }

    private static LocalDate date(String date) {
        try {
            return LocalDate.parse(date);
        } catch (DateTimeException e) {
            throw none();
        }
    }

    private static Buffer digest(String digest) {
        try {
            var bytes = Base64.getUrlDecoder().decode(digest);
            if (bytes.length != DIGEST_BYTES) {
                throw none();
            }
            return Buffer.buffer(bytes);
        } catch (IllegalArgumentException e) {
            throw none();
        }
    }

    private static ProblemException none() {
        return new ProblemException(
                ProblemType.NOT_FOUND,
                "No invoice of this issuer and day has these bytes: it was altered, or not issued"
                        + " here.");
    }
}
