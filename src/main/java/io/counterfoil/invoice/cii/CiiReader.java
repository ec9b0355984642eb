package io.counterfoil.invoice.cii;

import static io.counterfoil.invoice.xml.Values.attachment;
import static io.counterfoil.invoice.xml.Values.attribute;
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
import org.jspecify.annotations.Nullable;

/// Reads a Cross Industry Invoice (D16B, and what EXTENDED's D22B shares with it) into the model.
public final class CiiReader {

    /// UNTDID 1001: what an additional reference names.
    static final String TENDER = "50";

    static final String INVOICED_OBJECT = "130";
    static final String SUPPORTING = "916";

    private final Element root;
    private final @Nullable Element document;
    private final @Nullable Element agreement;
    private final @Nullable Element delivery;
    private final @Nullable Element settlement;

    private CiiReader(Element root) throws UnreadableInvoice {
        this.root = root;
        document = only(root, "rsm:ExchangedDocument");
        var transaction = only(root, "rsm:SupplyChainTradeTransaction");
        agreement = only(transaction, "ram:ApplicableHeaderTradeAgreement");
        delivery = only(transaction, "ram:ApplicableHeaderTradeDelivery");
        settlement = only(transaction, "ram:ApplicableHeaderTradeSettlement");
    }

    /// The invoice, and what of the document it does not carry.
    public static Reading read(Element root) throws UnreadableInvoice {
        return Reading.of(new CiiReader(root).invoice(), Format.CII, root);
    }

    private Invoice invoice() throws UnreadableInvoice {
        var context = only(root, "rsm:ExchangedDocumentContext");
        return new Invoice(
                new ProcessControl(
                        text(
                                context,
                                "ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID"),
                        text(context, "ram:GuidelineSpecifiedDocumentContextParameter/ram:ID")),
                head(),
                references(),
                notes(),
                preceding(),
                CiiParties.seller(only(agreement, "ram:SellerTradeParty")),
                CiiParties.buyer(only(agreement, "ram:BuyerTradeParty")),
                CiiParties.payee(only(settlement, "ram:PayeeTradeParty")),
                CiiParties.taxRepresentative(
                        only(agreement, "ram:SellerTaxRepresentativeTradeParty")),
                delivery(),
                CiiLines.period(only(settlement, "ram:BillingSpecifiedPeriod")),
                CiiPayment.read(settlement),
                CiiLines.ALLOWANCES.read(settlement, false),
                CiiLines.ALLOWANCES.read(settlement, true),
                totals(),
                vat(),
                documents(),
                lines());
    }

    private Head head() throws UnreadableInvoice {
        var code = first("ram:DueDateTypeCode");
        return new Head(
                text(document, "ram:ID"),
                CiiValues.day(document, "ram:IssueDateTime/udt:DateTimeString"),
                text(document, "ram:TypeCode"),
                text(settlement, "ram:InvoiceCurrencyCode"),
                text(settlement, "ram:TaxCurrencyCode"),
                taxPointDate(),
                code == null ? null : CiiValues.taxPointFromCii(code),
                CiiValues.day(
                        settlement,
                        "ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString"),
                text(settlement, "ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID"),
                terms(settlement, "ram:SpecifiedTradePaymentTerms/ram:Description"));
    }

    /// The tax point stands in one tax or in several, and is the same in all of them.
    private @Nullable LocalDate taxPointDate() throws UnreadableInvoice {
        var text = first("ram:TaxPointDate/udt:DateString");
        return text == null
                ? null
                : CiiValues.day(
                        settlement, "ram:ApplicableTradeTax/ram:TaxPointDate/udt:DateString");
    }

    private @Nullable String first(String name) {
        String first = null;
        if (settlement != null) {
            for (var element : settlement.all(Path.of("ram:ApplicableTradeTax/" + name))) {
                if (first == null || first.equals(element.value())) {
                    first = text(element);
                }
            }
        }
        return first;
    }

    private References references() throws UnreadableInvoice {
        var project = "ram:SpecifiedProcuringProject/";
        var tender = additional(TENDER);
        return new References(
                text(agreement, "ram:BuyerReference"),
                projectReference(project),
                text(agreement, "ram:ContractReferencedDocument/ram:IssuerAssignedID"),
                text(agreement, "ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID"),
                text(agreement, "ram:SellerOrderReferencedDocument/ram:IssuerAssignedID"),
                text(delivery, "ram:ReceivingAdviceReferencedDocument/ram:IssuerAssignedID"),
                text(delivery, "ram:DespatchAdviceReferencedDocument/ram:IssuerAssignedID"),
                text(tender, "ram:IssuerAssignedID"),
                object(additional(INVOICED_OBJECT)));
    }

    /// The name that CII demands beside the project's identifier says nothing when it repeats it.
    private @Nullable String projectReference(String project) throws UnreadableInvoice {
        var id = text(agreement, project + "ram:ID");
        var name = only(agreement, project + "ram:Name");
        if (name != null && (name.value().equals(id) || name.value().equals(CiiWriter.PROJECT))) {
            name.take();
        }
        return id;
    }

    private @Nullable Element additional(String typeCode) {
        if (agreement == null) {
            return null;
        }
        for (var candidate : agreement.children("ram:AdditionalReferencedDocument")) {
            if (hasType(candidate, typeCode)) {
                take(candidate, "ram:TypeCode");
                return candidate;
            }
        }
        return null;
    }

    static boolean hasType(Element document, String typeCode) {
        var code = document.child("ram:TypeCode");
        return code != null && code.value().equals(typeCode);
    }

    /// An invoiced object; its scheme is a reference type code (UNTDID 1153).
    static @Nullable Identifier object(@Nullable Element document) throws UnreadableInvoice {
        var id = text(document, "ram:IssuerAssignedID");
        return id == null ? null : new Identifier(id, text(document, "ram:ReferenceTypeCode"));
    }

    private List<Note> notes() throws UnreadableInvoice {
        var notes = new ArrayList<Note>();
        if (document != null) {
            for (var element : document.children("ram:IncludedNote")) {
                var note =
                        Groups.orNull(
                                new Note(
                                        text(element, "ram:SubjectCode"),
                                        text(element, "ram:Content")));
                if (note != null) {
                    notes.add(note);
                }
            }
        }
        return notes;
    }

    private List<Preceding> preceding() throws UnreadableInvoice {
        var preceding = new ArrayList<Preceding>();
        if (settlement != null) {
            for (var element : settlement.children("ram:InvoiceReferencedDocument")) {
                preceding.add(
                        new Preceding(
                                text(element, "ram:IssuerAssignedID"),
                                CiiValues.day(
                                        element, "ram:FormattedIssueDateTime/qdt:DateTimeString")));
            }
        }
        return preceding;
    }

    private @Nullable Delivery delivery() throws UnreadableInvoice {
        var shipTo = only(delivery, "ram:ShipToTradeParty");
        return Groups.orNull(
                new Delivery(
                        text(shipTo, "ram:Name"),
                        CiiValues.identifier(shipTo),
                        CiiValues.day(
                                delivery,
                                "ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString"),
                        CiiParties.address(only(shipTo, "ram:PostalTradeAddress"))));
    }

    private Totals totals() throws UnreadableInvoice {
        var sums = only(settlement, "ram:SpecifiedTradeSettlementHeaderMonetarySummation");
        return new Totals(
                number(sums, "ram:LineTotalAmount"),
                number(sums, "ram:AllowanceTotalAmount"),
                number(sums, "ram:ChargeTotalAmount"),
                number(sums, "ram:TaxBasisTotalAmount"),
                taxTotal(sums, false),
                taxTotal(sums, true),
                number(sums, "ram:GrandTotalAmount"),
                number(sums, "ram:TotalPrepaidAmount"),
                number(sums, "ram:RoundingAmount"),
                number(sums, "ram:DuePayableAmount"));
    }

    private @Nullable BigDecimal taxTotal(@Nullable Element sums, boolean accounting)
            throws UnreadableInvoice {
        if (sums == null) {
            return null;
        }
        for (var element : sums.children("ram:TaxTotalAmount")) {
            if (isAccounting(element) == accounting) {
                return number(element);
            }
        }
        return null;
    }

    /// Of the two tax totals the one in the accounting currency (BT-6) is BT-111, the other BT-110.
    private boolean isAccounting(Element taxTotal) throws UnreadableInvoice {
        var currency = attribute(taxTotal, "currencyID");
        return currency != null
                && currency.equals(text(settlement, "ram:TaxCurrencyCode"))
                && !currency.equals(text(settlement, "ram:InvoiceCurrencyCode"));
    }

    private List<VatBreakdown> vat() throws UnreadableInvoice {
        var breakdown = new ArrayList<VatBreakdown>();
        if (settlement != null) {
            for (var tax : settlement.children("ram:ApplicableTradeTax")) {
                take(tax, "ram:TypeCode");
                breakdown.add(
                        new VatBreakdown(
                                number(tax, "ram:BasisAmount"),
                                number(tax, "ram:CalculatedAmount"),
                                text(tax, "ram:CategoryCode"),
                                number(tax, "ram:RateApplicablePercent"),
                                text(tax, "ram:ExemptionReason"),
                                text(tax, "ram:ExemptionReasonCode")));
            }
        }
        return breakdown;
    }

    private List<SupportingDocument> documents() throws UnreadableInvoice {
        var documents = new ArrayList<SupportingDocument>();
        if (agreement != null) {
            for (var element : agreement.children("ram:AdditionalReferencedDocument")) {
                if (hasType(element, SUPPORTING)) {
                    take(element, "ram:TypeCode");
                    documents.add(
                            new SupportingDocument(
                                    text(element, "ram:IssuerAssignedID"),
                                    text(element, "ram:Name"),
                                    text(element, "ram:URIID"),
                                    attachment(element, "ram:AttachmentBinaryObject")));
                }
            }
        }
        return documents;
    }

    private List<Line> lines() throws UnreadableInvoice {
        var lines = new ArrayList<Line>();
        for (var element :
                root.all(
                        Path.of(
                                "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem"))) {
            lines.add(CiiLines.line(element));
        }
        return lines;
    }
}
