package io.counterfoil.intake;

import io.counterfoil.invoice.Conversion;
import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.Reading;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.pdf.InvoicePdf;
import io.counterfoil.invoice.pdf.Language;
import io.counterfoil.invoice.pdf.QrCode;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.platform.identity.Allowed;
import io.counterfoil.platform.identity.ApiRole;
import io.counterfoil.platform.identity.Caller;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.counterfoil.platform.record.IssuedInvoices;
import io.counterfoil.platform.record.IssuedInvoices.Issued;
import io.counterfoil.platform.record.RecordSecrets;
import io.counterfoil.platform.record.Records;
import io.counterfoil.vault.Documents;
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

    /// How many values of the notarized document the answer does not say.
    private static final String NOT_CARRIED = "Counterfoil-Not-Carried";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final IssuedInvoices invoices;
    private final Records records;
    private final RecordSecrets secrets;
    private final Documents documents;
    private final InvoiceAnswers answers;
    private final Paper paper;

    InvoiceResource(
            IssuedInvoices invoices,
            Records records,
            RecordSecrets secrets,
            Documents documents,
            InvoiceAnswers answers,
            Paper paper) {
        this.invoices = invoices;
        this.records = records;
        this.secrets = secrets;
        this.documents = documents;
        this.answers = answers;
        this.paper = paper;
    }

    /// The semantic model.
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({ApiRole.ISSUER, ApiRole.AUDITOR})
    public Response json(@RestPath String id, @Context ContainerRequestContext request)
            throws IOException {
        return answer(Conversion.of(reading(notarized(id, request)), Format.JSON));
    }

    /// The notarized bytes, as they were issued.
    @GET
    @Produces(MediaType.APPLICATION_XML)
    @Allowed({ApiRole.ISSUER, ApiRole.AUDITOR})
    public byte[] xml(@RestPath String id, @Context ContainerRequestContext request)
            throws IOException {
        return notarized(id, request);
    }

    /// In UBL, whatever it was issued in.
    @GET
    @Produces(UBL)
    @Allowed({ApiRole.ISSUER, ApiRole.AUDITOR})
    public Response ubl(@RestPath String id, @Context ContainerRequestContext request)
            throws IOException {
        var reading = reading(notarized(id, request));
        var format = reading.invoice().isCreditNote() ? Format.UBL_CREDIT_NOTE : Format.UBL_INVOICE;
        return answer(Conversion.of(reading, format));
    }

    /// In CII, whatever it was issued in.
    @GET
    @Produces(CII)
    @Allowed({ApiRole.ISSUER, ApiRole.AUDITOR})
    public Response cii(@RestPath String id, @Context ContainerRequestContext request)
            throws IOException {
        return answer(cii(notarized(id, request)));
    }

    private static Response answer(Conversion conversion) {
        return Response.ok(conversion.document().toArray())
                .header(NOT_CARRIED, conversion.lost().size())
                .build();
    }

    /// On paper: PDF/A-3 with the CII inside, and the QR code of its page, in the language that the
    /// header Accept-Language asks for. What is not carried is what the CII does not say, and the
    /// characters that no font has.
    @GET
    @Produces("application/pdf")
    @Allowed({ApiRole.ISSUER, ApiRole.AUDITOR})
    public Response pdf(@RestPath String id, @Context ContainerRequestContext request)
            throws IOException {
        var issued = issued(id, request);
        var bytes = notarized(issued);
        var digest = issued.digest().orElseThrow(InvoiceResource::notFound);
        var page = answers.page(issued.seller(), issued.issueDate(), digest);
        var language = Language.of(request.getAcceptableLanguages());
        var cii = cii(bytes);
        var printed =
                InvoicePdf.print(
                        reading(bytes).invoice(),
                        cii.document().toArray(),
                        paper.template(language),
                        new QrCode(page, language.label("qrCaption")));
        return Response.ok(printed.bytes().toArray())
                .header(NOT_CARRIED, cii.lost().size() + printed.missing().size())
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .build();
    }

    private static Conversion cii(byte[] notarized) {
        var reading = reading(notarized);
        return reading.format() == Format.CII
                ? new Conversion(Bytes.of(notarized), List.of())
                : Conversion.of(reading, Format.CII);
    }

    private static Reading reading(byte[] notarized) {
        try {
            return Invoices.read(notarized);
        } catch (UnreadableInvoice e) {
            throw new IllegalStateException("an issued invoice cannot be read", e);
        }
    }

    private byte[] notarized(String id, ContainerRequestContext request) throws IOException {
        return notarized(issued(id, request));
    }

    private Issued issued(String id, ContainerRequestContext request) {
        return invoices.find(LookupResource.uuid(id))
                .await()
                .atMost(PATIENCE)
                .filter(Issued::issued)
                .filter(found -> found.tenant().equals(Caller.required(request).tenant()))
                .orElseThrow(InvoiceResource::notFound);
    }

    private byte[] notarized(Issued issued) throws IOException {
        var row =
                records.find(issued.id())
                        .await()
                        .atMost(PATIENCE)
                        .map(Records.Found::row)
                        .orElseThrow(InvoiceResource::notFound);
        var key = secrets.dataKey(row).await().atMost(PATIENCE);
        try (var content =
                documents.read(EntryId.of(row.id()), key).orElseThrow(InvoiceResource::notFound)) {
            return content.readAllBytes();
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "No invoice of this id is yours.");
    }
}
