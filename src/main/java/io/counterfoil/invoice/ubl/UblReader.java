package io.counterfoil.invoice.ubl;

import static io.counterfoil.invoice.xml.Values.attachment;
import static io.counterfoil.invoice.xml.Values.attribute;
import static io.counterfoil.invoice.xml.Values.date;
import static io.counterfoil.invoice.xml.Values.identifier;
import static io.counterfoil.invoice.xml.Values.number;
import static io.counterfoil.invoice.xml.Values.only;
import static io.counterfoil.invoice.xml.Values.take;
import static io.counterfoil.invoice.xml.Values.terms;
import static io.counterfoil.invoice.xml.Values.text;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Reading;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.Delivery;
import io.counterfoil.invoice.model.Groups;
import io.counterfoil.invoice.model.Identifier;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.model.Invoice.Head;
import io.counterfoil.invoice.model.Invoice.Note;
import io.counterfoil.invoice.model.Invoice.Preceding;
import io.counterfoil.invoice.model.Invoice.ProcessControl;
import io.counterfoil.invoice.model.Invoice.References;
import io.counterfoil.invoice.model.Line;
import io.counterfoil.invoice.model.SupportingDocument;
import io.counterfoil.invoice.model.Totals;
import io.counterfoil.invoice.model.VatBreakdown;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.Path;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a UBL Invoice or CreditNote into the model.
public final class UblReader {

    /// UNTDID 1001: the reference names the object that is invoiced (BT-18, BT-128).
    static final String INVOICED_OBJECT = "130";

    /// UNTDID 1001: the reference of a credit note names the project (BT-11).
    static final String PROJECT = "50";

    /// `#AAI#text`: the code of UNTDID 4451 in front of a note.
    private static final Pattern NOTE = Pattern.compile("(?s)#([A-Z]{3})#(.*)");

    private final Element root;
    private final boolean creditNote;

    private UblReader(Element root) {
        this.root = root;
        this.creditNote = root.name().equals("ubl:CreditNote");
    }

    /// The invoice, and what of the document it does not carry.
    public static Reading read(Element root) throws UnreadableInvoice {
        var reader = new UblReader(root);
        return Reading.of(
                reader.invoice(),
                reader.creditNote ? Format.UBL_CREDIT_NOTE : Format.UBL_INVOICE,
                root);
    }

    private Invoice invoice() throws UnreadableInvoice {
        take(root, "cbc:UBLVersionID");
        var period = only(root, "cac:InvoicePeriod");
        return new Invoice(
                new ProcessControl(text(root, "cbc:ProfileID"), text(root, "cbc:CustomizationID")),
                head(),
                references(),
                notes(),
                preceding(),
                UblParties.seller(root),
                UblParties.buyer(root),
                UblParties.payee(root),
                UblParties.taxRepresentative(root),
                delivery(),
                UblLines.period(period),
                UblPayment.read(root),
                UblLines.ALLOWANCES.read(root, false),
                UblLines.ALLOWANCES.read(root, true),
                totals(),
                vat(),
                documents(),
                lines());
    }

    private Head head() throws UnreadableInvoice {
        return new Head(
                text(root, "cbc:ID"),
                date(root, "cbc:IssueDate"),
                text(root, creditNote ? "cbc:CreditNoteTypeCode" : "cbc:InvoiceTypeCode"),
                text(root, "cbc:DocumentCurrencyCode"),
                text(root, "cbc:TaxCurrencyCode"),
                date(root, "cbc:TaxPointDate"),
                text(root, "cac:InvoicePeriod/cbc:DescriptionCode"),
                dueDate(),
                text(root, "cbc:AccountingCost"),
                terms(root, "cac:PaymentTerms/cbc:Note"));
    }

    /// A credit note has no due date of its own; its payment means have.
    private @Nullable LocalDate dueDate() throws UnreadableInvoice {
        if (!creditNote) {
            return date(root, "cbc:DueDate");
        }
        LocalDate due = null;
        for (var means : root.children("cac:PaymentMeans")) {
            var date = date(means, "cbc:PaymentDueDate");
            due = due == null ? date : due;
        }
        return due;
    }

    private References references() throws UnreadableInvoice {
        var order = text(root, "cac:OrderReference/cbc:ID");
        var salesOrder = text(root, "cac:OrderReference/cbc:SalesOrderID");
        var placeholder = salesOrder != null && UblWriter.NOT_APPLICABLE.equals(order);
        return new References(
                text(root, "cbc:BuyerReference"),
                creditNote ? reference(PROJECT) : text(root, "cac:ProjectReference/cbc:ID"),
                text(root, "cac:ContractDocumentReference/cbc:ID"),
                placeholder ? null : order,
                salesOrder,
                text(root, "cac:ReceiptDocumentReference/cbc:ID"),
                text(root, "cac:DespatchDocumentReference/cbc:ID"),
                text(root, "cac:OriginatorDocumentReference/cbc:ID"),
                invoicedObject());
    }

    private @Nullable String reference(String typeCode) throws UnreadableInvoice {
        var document = typed(root, "cac:AdditionalDocumentReference", typeCode);
        return document.isPresent() ? text(document.get(), "cbc:ID") : null;
    }

    private @Nullable Identifier invoicedObject() throws UnreadableInvoice {
        var document = typed(root, "cac:AdditionalDocumentReference", INVOICED_OBJECT);
        return document.isPresent() ? identifier(document.get(), "cbc:ID") : null;
    }

    /// The first document reference of a type.
    static Optional<Element> typed(Element from, String name, String typeCode) {
        var document =
                from.children(name).stream()
                        .filter(candidate -> hasType(candidate, typeCode))
                        .findFirst();
        document.ifPresent(found -> take(found, "cbc:DocumentTypeCode"));
        return document;
    }

    private static boolean hasType(Element document, String typeCode) {
        var code = document.child("cbc:DocumentTypeCode");
        return code != null && code.value().equals(typeCode);
    }

    private List<Note> notes() {
        var notes = new ArrayList<Note>();
        for (var element : root.children("cbc:Note")) {
            var text = text(element);
            if (text != null) {
                var coded = NOTE.matcher(text);
                notes.add(
                        coded.matches()
                                ? new Note(coded.group(1), orNull(coded.group(2)))
                                : new Note(null, text));
            }
        }
        return notes;
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private List<Preceding> preceding() throws UnreadableInvoice {
        var preceding = new ArrayList<Preceding>();
        for (var element : root.all(Path.of("cac:BillingReference/cac:InvoiceDocumentReference"))) {
            preceding.add(new Preceding(text(element, "cbc:ID"), date(element, "cbc:IssueDate")));
        }
        return preceding;
    }

    private @Nullable Delivery delivery() throws UnreadableInvoice {
        var delivery = only(root, "cac:Delivery");
        return Groups.orNull(
                new Delivery(
                        text(delivery, "cac:DeliveryParty/cac:PartyName/cbc:Name"),
                        identifier(delivery, "cac:DeliveryLocation/cbc:ID"),
                        date(delivery, "cbc:ActualDeliveryDate"),
                        UblParties.address(only(delivery, "cac:DeliveryLocation/cac:Address"))));
    }

    private Totals totals() throws UnreadableInvoice {
        var sums = only(root, "cac:LegalMonetaryTotal");
        return new Totals(
                number(sums, "cbc:LineExtensionAmount"),
                number(sums, "cbc:AllowanceTotalAmount"),
                number(sums, "cbc:ChargeTotalAmount"),
                number(sums, "cbc:TaxExclusiveAmount"),
                taxTotal(false),
                taxTotal(true),
                number(sums, "cbc:TaxInclusiveAmount"),
                number(sums, "cbc:PrepaidAmount"),
                number(sums, "cbc:PayableRoundingAmount"),
                number(sums, "cbc:PayableAmount"));
    }

    /// Of the two tax totals the one in the accounting currency (BT-6) is BT-111, the other BT-110.
    private @Nullable BigDecimal taxTotal(boolean accounting) throws UnreadableInvoice {
        BigDecimal total = null;
        for (var element : root.all(Path.of("cac:TaxTotal/cbc:TaxAmount"))) {
            if (total == null && isAccounting(element) == accounting) {
                total = number(element);
            }
        }
        return total;
    }

    private boolean isAccounting(Element taxAmount) {
        var currency = attribute(taxAmount, "currencyID");
        var document = root.child("cbc:DocumentCurrencyCode");
        var accounting = root.child("cbc:TaxCurrencyCode");
        return currency != null
                && accounting != null
                && accounting.value().equals(currency)
                && (document == null || !document.value().equals(currency));
    }

    private List<VatBreakdown> vat() throws UnreadableInvoice {
        var breakdown = new ArrayList<VatBreakdown>();
        for (var element : root.all(Path.of("cac:TaxTotal/cac:TaxSubtotal"))) {
            var category = only(element, "cac:TaxCategory");
            breakdown.add(
                    new VatBreakdown(
                            number(element, "cbc:TaxableAmount"),
                            number(element, "cbc:TaxAmount"),
                            text(category, "cbc:ID"),
                            number(category, "cbc:Percent"),
                            text(category, "cbc:TaxExemptionReason"),
                            text(category, "cbc:TaxExemptionReasonCode")));
            take(element, "cac:TaxCategory/cac:TaxScheme/cbc:ID");
        }
        return breakdown;
    }

    private List<SupportingDocument> documents() throws UnreadableInvoice {
        var documents = new ArrayList<SupportingDocument>();
        for (var element : root.children("cac:AdditionalDocumentReference")) {
            if (!hasType(element, INVOICED_OBJECT) && !(creditNote && hasType(element, PROJECT))) {
                documents.add(
                        new SupportingDocument(
                                text(element, "cbc:ID"),
                                text(element, "cbc:DocumentDescription"),
                                text(element, "cac:Attachment/cac:ExternalReference/cbc:URI"),
                                attachment(
                                        element,
                                        "cac:Attachment/cbc:EmbeddedDocumentBinaryObject")));
            }
        }
        return documents;
    }

    private List<Line> lines() throws UnreadableInvoice {
        var lines = new ArrayList<Line>();
        for (var element : root.children(creditNote ? "cac:CreditNoteLine" : "cac:InvoiceLine")) {
            lines.add(UblLines.line(element, creditNote));
        }
        return lines;
    }
}
