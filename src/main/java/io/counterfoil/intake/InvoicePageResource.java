package io.counterfoil.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.counterfoil.platform.contract.Accept;
import io.counterfoil.platform.identity.SellerId;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.counterfoil.platform.record.IssuedInvoices;
import io.counterfoil.platform.record.IssuedInvoices.Issued;
import io.counterfoil.platform.record.Records;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/// The page behind the QR code of a printed invoice. Whoever has the code has the invoice: it holds
/// the digest of all of it.
@Path("/v/{issuer}/{date}/{digest}")
public class InvoicePageResource {

    private static final int DIGEST_BYTES = 32;
    private static final String HTML = MediaType.TEXT_HTML + ";charset=utf-8";
    private static final List<String> FORMS = List.of(HTML, MediaType.APPLICATION_JSON);

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

    /// A page for people, who are told in the same way that there is none, or JSON for programs.
    @GET
    @Produces({HTML, MediaType.APPLICATION_JSON})
    public Uni<Response> page(
            @RestPath String issuer,
            @RestPath String date,
            @RestPath String digest,
            @Context ContainerRequestContext request) {
        var form =
                Accept.of(request.getHeaderString(HttpHeaders.ACCEPT))
                        .best(FORMS)
                        .orElseThrow(() ->
                                new ProblemException(
                                        ProblemType.NOT_ACCEPTABLE,
                                        "The page is given as " + String.join(", ", FORMS) + "."));
        var view = Uni.createFrom().deferred(() -> view(issuer, date, digest));
        return form.equals(HTML)
                ? html(view)
                : view.map(found ->
                        Response.ok(found)
                                .type(form)
                                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                                .build());
    }

    private Uni<PageView> view(String issuer, String date, String digest) {
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

    private static Uni<Response> html(Uni<PageView> view) {
        return view.map(found -> page(Response.Status.OK, InvoicePage.of(found)))
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
                .type(HTML)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
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
