package io.counterfoil.intake;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.pdf.InvoicePdf;
import io.counterfoil.invoice.pdf.Language;
import io.counterfoil.invoice.pdf.QrCode;
import io.counterfoil.invoice.pdf.Template;
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
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestPath;

/// Gives an issued invoice in the form that the header Accept asks for.
@Path("/v1/invoices/{id}")
@RunOnVirtualThread
public class InvoiceResource {

    static final String UBL = "application/vnd.counterfoil.ubl+xml";
    static final String CII = "application/vnd.counterfoil.cii+xml";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final IssuedInvoices invoices;
    private final Records records;
    private final RecordSecrets secrets;
    private final Documents documents;
    private final InvoiceAnswers answers;

    InvoiceResource(
            IssuedInvoices invoices,
            Records records,
            RecordSecrets secrets,
            Documents documents,
            InvoiceAnswers answers) {
        this.invoices = invoices;
        this.records = records;
        this.secrets = secrets;
        this.documents = documents;
        this.answers = answers;
    }

    /// The semantic model.
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Allowed({ApiRole.ISSUER, ApiRole.AUDITOR})
    public byte[] json(@RestPath String id, @Context ContainerRequestContext request)
            throws IOException {
        return Invoices.write(invoice(notarized(id, request)), Format.JSON);
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
    public byte[] ubl(@RestPath String id, @Context ContainerRequestContext request)
            throws IOException {
        var invoice = invoice(notarized(id, request));
        return Invoices.write(
                invoice, invoice.isCreditNote() ? Format.UBL_CREDIT_NOTE : Format.UBL_INVOICE);
    }

    /// In CII, whatever it was issued in.
    @GET
    @Produces(CII)
    @Allowed({ApiRole.ISSUER, ApiRole.AUDITOR})
    public byte[] cii(@RestPath String id, @Context ContainerRequestContext request)
            throws IOException {
        return cii(notarized(id, request));
    }

    /// On paper: PDF/A-3 with the CII inside, and the QR code of its page.
    @GET
    @Produces("application/pdf")
    @Allowed({ApiRole.ISSUER, ApiRole.AUDITOR})
    public byte[] pdf(@RestPath String id, @Context ContainerRequestContext request)
            throws IOException {
        var issued = issued(id, request);
        var bytes = notarized(issued);
        var digest = issued.digest().orElseThrow(InvoiceResource::notFound);
        var page = answers.page(issued.seller(), issued.issueDate(), digest);
        return InvoicePdf.print(
                        invoice(bytes),
                        cii(bytes),
                        Template.plain(Language.ENGLISH),
                        new QrCode(page, "Check this invoice"))
                .bytes()
                .toArray();
    }

    private static byte[] cii(byte[] notarized) {
        try {
            var reading = Invoices.read(notarized);
            return reading.format() == Format.CII
                    ? notarized
                    : Invoices.write(reading.invoice(), Format.CII);
        } catch (UnreadableInvoice e) {
            throw new IllegalStateException("an issued invoice cannot be read", e);
        }
    }

    private static Invoice invoice(byte[] notarized) {
        try {
            return Invoices.read(notarized).invoice();
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
