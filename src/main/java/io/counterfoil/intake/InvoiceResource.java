package io.counterfoil.intake;

import io.counterfoil.invoice.Conversion;
import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.pdf.InvoicePdf;
import io.counterfoil.invoice.pdf.Language;
import io.counterfoil.invoice.pdf.QrCode;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.platform.contract.Accept;
import io.counterfoil.platform.identity.Allowed;
import io.counterfoil.platform.identity.ApiRole;
import io.counterfoil.platform.identity.Caller;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.counterfoil.platform.record.IssuedInvoices;
import io.counterfoil.platform.record.IssuedInvoices.Issued;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/// Gives an issued invoice in the form that the header Accept asks for.
@Path("/v1/invoices/{id}")
@RunOnVirtualThread
public class InvoiceResource {

    static final String UBL = "application/vnd.counterfoil.ubl+xml";
    static final String CII = "application/vnd.counterfoil.cii+xml";
    private static final String PDF = "application/pdf";

    /// In the contract's order, which decides between forms that are wanted alike.
    private static final List<String> FORMS =
            List.of(MediaType.APPLICATION_JSON, MediaType.APPLICATION_XML, UBL, CII, PDF);

    /// How many values of the notarized document the answer does not say.
    private static final String NOT_CARRIED = "Counterfoil-Not-Carried";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final IssuedInvoices invoices;
    private final NotarizedInvoices notarized;
    private final InvoiceAnswers answers;
    private final Paper paper;
    private final InvoiceTable table;

    InvoiceResource(
            IssuedInvoices invoices,
            NotarizedInvoices notarized,
            InvoiceAnswers answers,
            Paper paper,
            InvoiceTable table) {
        this.invoices = invoices;
        this.notarized = notarized;
        this.answers = answers;
        this.paper = paper;
        this.table = table;
    }

    /// The model as JSON, which is also for whoever asks for no form in particular; the notarized
    /// bytes; UBL or CII whatever it was issued in; or paper.
    @GET
    @Produces({MediaType.APPLICATION_JSON, MediaType.APPLICATION_XML, UBL, CII, PDF})
    @Allowed({ApiRole.ISSUER, ApiRole.AUDITOR})
    public Response invoice(@RestPath String id, @Context ContainerRequestContext request)
            throws IOException {
        var form = form(request);
        var issued = issued(id, request);
        var bytes = notarized.read(issued).orElseThrow(InvoiceResource::notFound);
        var answer =
                switch (form) {
                    case MediaType.APPLICATION_XML -> Response.ok(bytes);
                    case UBL -> answer(ubl(bytes));
                    case CII -> answer(cii(bytes));
                    case PDF -> pdf(issued, bytes, Language.of(request.getAcceptableLanguages()));
                    default -> answer(Conversion.of(NotarizedInvoices.reading(bytes), Format.JSON));
                };
        // Without a charset: what was notarized says its own.
        return answer.type(form).header(HttpHeaders.VARY, HttpHeaders.ACCEPT).build();
    }

    private static String form(ContainerRequestContext request) {
        return Accept.of(request.getHeaderString(HttpHeaders.ACCEPT))
                .best(FORMS)
                .orElseThrow(() ->
                        new ProblemException(
                                ProblemType.NOT_ACCEPTABLE,
                                "An invoice is given as " + String.join(", ", FORMS) + "."));
    }

    private static Response.ResponseBuilder answer(Conversion conversion) {
        return Response.ok(conversion.document().toArray())
                .header(NOT_CARRIED, conversion.lost().size());
    }

    private static Conversion ubl(byte[] notarized) {
        var reading = NotarizedInvoices.reading(notarized);
        var format = reading.invoice().isCreditNote() ? Format.UBL_CREDIT_NOTE : Format.UBL_INVOICE;
        return Conversion.of(reading, format);
    }

    /// PDF/A-3 with the CII inside, and the QR code of its page. What is not carried is what the
    /// CII does not say, and the characters that no font has.
    private Response.ResponseBuilder pdf(Issued issued, byte[] bytes, Language language)
            throws IOException {
        var digest = issued.digest().orElseThrow(InvoiceResource::notFound);
        var page = answers.page(issued.seller(), issued.issueDate(), digest);
        var cii = cii(bytes);
        var printed =
                InvoicePdf.print(
                        NotarizedInvoices.reading(bytes).invoice(),
                        cii.document().toArray(),
                        paper.template(language),
                        new QrCode(page, language.label("qrCaption")));
        var pdf = printed.bytes().toArray();
        table.printed(issued.id(), pdf).await().atMost(PATIENCE);
        return Response.ok(pdf)
                .header(NOT_CARRIED, cii.lost().size() + printed.missing().size())
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    }

    private static Conversion cii(byte[] notarized) {
        var reading = NotarizedInvoices.reading(notarized);
        return reading.format() == Format.CII
                ? new Conversion(Bytes.of(notarized), List.of())
                : Conversion.of(reading, Format.CII);
    }

    private Issued issued(String id, ContainerRequestContext request) {
        return invoices.find(LookupResource.uuid(id))
                .await()
                .atMost(PATIENCE)
                .filter(Issued::issued)
                .filter(found -> found.tenant().equals(Caller.required(request).tenant()))
                .orElseThrow(InvoiceResource::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "No invoice of this id is yours.");
    }
}
