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
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.stream.Collectors;
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

    /// For people.
    @GET
    @Produces(MediaType.TEXT_HTML + ";charset=utf-8")
    public Uni<String> html(
            @RestPath String issuer, @RestPath String date, @RestPath String digest) {
        return json(issuer, date, digest).map(InvoicePageResource::page);
    }

    private static String page(PageView view) {
        var states =
                view.record().states().stream()
                        .map(step ->
                                "<li><b>%s</b> <time>%s</time></li>\n"
                                        .formatted(
                                                step.state(),
                                                step.at()
                                                        .map(Object::toString)
                                                        .map(t -> utc(t))
                                                        .orElse("")))
                        .collect(Collectors.joining());
        return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Invoice %1$s · Counterfoil</title>
        <link rel="stylesheet" href="/style.css">
        </head>
        <body>
        <main>
        <h1>Invoice %1$s <span lang="zh-CN">发票</span></h1>
        <p>Issued by <b>%2$s</b> on %3$s. The bytes behind this code are on the ledger.
        <span lang="zh-CN">此二维码对应的发票内容已入账存证。</span></p>
        <article class="record"><ol class="states">
        %4$s</ol><p class="code">%5$s</p></article>
        <p><a href="/?q=%5$s">Signers and proof · <span lang="zh-CN">签署者与证明</span></a></p>
        </main>
        </body>
        </html>
        """
                .formatted(
                        escape(view.number()),
                        escape(view.seller()),
                        view.issueDate(),
                        states,
                        view.record().id());
    }

    private static String utc(String instant) {
        return instant.replace("T", " ").replace("Z", " UTC");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
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
