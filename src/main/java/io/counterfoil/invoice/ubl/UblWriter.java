package io.counterfoil.invoice.ubl;

import io.counterfoil.invoice.model.AllowanceCharge;
import io.counterfoil.invoice.model.Delivery;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.model.Invoice.Note;
import io.counterfoil.invoice.model.Payment;
import io.counterfoil.invoice.model.Payment.CreditTransfer;
import io.counterfoil.invoice.model.Period;
import io.counterfoil.invoice.model.SupportingDocument;
import io.counterfoil.invoice.model.VatBreakdown;
import io.counterfoil.invoice.xml.XmlWriter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the model as a UBL 2.1 Invoice, or as a CreditNote when its type code says so.
public final class UblWriter {

    private static final String SCHEMA = "urn:oasis:names:specification:ubl:schema:xsd:";

    /// UBL demands an order number beside a sales order number, and a network beside a card.
    static final String NOT_APPLICABLE = "NA";

    private final Invoice invoice;
    private final XmlWriter xml;
    private final boolean creditNote;

    private UblWriter(Invoice invoice, XmlWriter xml) {
        this.invoice = invoice;
        this.xml = xml;
        this.creditNote = invoice.isCreditNote();
    }

    /// The document's bytes, UTF-8.
    public static byte[] write(Invoice invoice) {
        var xml = new XmlWriter();
        new UblWriter(invoice, xml).document();
        return xml.toBytes();
    }

    private void document() {
        var name = creditNote ? "CreditNote" : "Invoice";
        var namespaces = new LinkedHashMap<String, String>();
        namespaces.put("", SCHEMA + name + "-2");
        namespaces.put("cac", SCHEMA + "CommonAggregateComponents-2");
        namespaces.put("cbc", SCHEMA + "CommonBasicComponents-2");
        xml.root(
                name,
                namespaces,
                () -> {
                    head();
                    period(
                            xml,
                            "cac:InvoicePeriod",
                            invoice.period(),
                            invoice.head().taxPointCode());
                    references();
                    new UblPartyWriter(xml, invoice).write();
                    delivery(invoice.delivery());
                    payment();
                    allowances(xml, invoice.allowances(), false, currency());
                    allowances(xml, invoice.charges(), true, currency());
                    taxTotals();
                    totals();
                    var lines = new UblLineWriter(xml, creditNote, currency());
                    invoice.lines().forEach(lines::write);
                });
    }

    private @Nullable String currency() {
        return invoice.head().currency();
    }

    private void head() {
        var head = invoice.head();
        xml.leaf("cbc:CustomizationID", invoice.process().specification());
        xml.leaf("cbc:ProfileID", invoice.process().type());
        xml.leaf("cbc:ID", head.number());
        xml.leaf("cbc:IssueDate", head.issueDate());
        if (creditNote) {
            xml.leaf("cbc:TaxPointDate", head.taxPointDate());
            xml.leaf("cbc:CreditNoteTypeCode", head.typeCode());
            notes();
        } else {
            xml.leaf("cbc:DueDate", head.dueDate());
            xml.leaf("cbc:InvoiceTypeCode", head.typeCode());
            notes();
            xml.leaf("cbc:TaxPointDate", head.taxPointDate());
        }
        xml.leaf("cbc:DocumentCurrencyCode", head.currency());
        xml.leaf("cbc:TaxCurrencyCode", head.vatCurrency());
        xml.leaf("cbc:AccountingCost", head.buyerAccounting());
        xml.leaf("cbc:BuyerReference", invoice.references().buyer());
    }

    private void notes() {
        for (Note note : invoice.notes()) {
            var text = note.text() == null ? "" : note.text();
            xml.leaf("cbc:Note", note.subject() == null ? text : "#" + note.subject() + "#" + text);
        }
    }

    static void period(
            XmlWriter xml, String name, @Nullable Period period, @Nullable String taxPointCode) {
        xml.group(
                name,
                () -> {
                    xml.leaf("cbc:StartDate", period == null ? null : period.start());
                    xml.leaf("cbc:EndDate", period == null ? null : period.end());
                    xml.leaf("cbc:DescriptionCode", taxPointCode);
                });
    }

    private void references() {
        var references = invoice.references();
        xml.group(
                "cac:OrderReference",
                () -> {
                    var order = references.purchaseOrder();
                    xml.leaf(
                            "cbc:ID",
                            order == null && references.salesOrder() != null
                                    ? NOT_APPLICABLE
                                    : order);
                    xml.leaf("cbc:SalesOrderID", references.salesOrder());
                });
        for (var preceding : invoice.preceding()) {
            xml.group(
                    "cac:BillingReference",
                    () ->
                            xml.group(
                                    "cac:InvoiceDocumentReference",
                                    () -> {
                                        xml.leaf("cbc:ID", preceding.number());
                                        xml.leaf("cbc:IssueDate", preceding.issueDate());
                                    }));
        }
        reference("cac:DespatchDocumentReference", references.despatchAdvice());
        reference("cac:ReceiptDocumentReference", references.receivingAdvice());
        if (creditNote) {
            reference("cac:ContractDocumentReference", references.contract());
            additional();
            reference("cac:OriginatorDocumentReference", references.tender());
        } else {
            reference("cac:OriginatorDocumentReference", references.tender());
            reference("cac:ContractDocumentReference", references.contract());
            additional();
            reference("cac:ProjectReference", references.project());
        }
    }

    private void reference(String name, @Nullable String id) {
        xml.group(name, () -> xml.leaf("cbc:ID", id));
    }

    private void additional() {
        var object = invoice.references().invoicedObject();
        if (object != null) {
            typed(
                    "cac:AdditionalDocumentReference",
                    object.value(),
                    object.scheme(),
                    UblReader.INVOICED_OBJECT);
        }
        var project = invoice.references().project();
        if (creditNote && project != null) {
            typed("cac:AdditionalDocumentReference", project, null, UblReader.PROJECT);
        }
        invoice.documents().forEach(this::supporting);
    }

    private void typed(String name, String id, @Nullable String scheme, String typeCode) {
        xml.group(
                name,
                () -> {
                    xml.leaf("cbc:ID", id, "schemeID", scheme);
                    xml.leaf("cbc:DocumentTypeCode", typeCode);
                });
    }

    private void supporting(SupportingDocument document) {
        xml.group(
                "cac:AdditionalDocumentReference",
                () -> {
                    xml.leaf("cbc:ID", document.reference());
                    xml.leaf("cbc:DocumentDescription", document.description());
                    xml.group(
                            "cac:Attachment",
                            () -> {
                                attachment(document.attachment());
                                xml.group(
                                        "cac:ExternalReference",
                                        () -> xml.leaf("cbc:URI", document.location()));
                            });
                });
    }

    private void attachment(SupportingDocument.@Nullable Attachment attachment) {
        if (attachment != null) {
            xml.leaf(
                    "cbc:EmbeddedDocumentBinaryObject",
                    attachment.base64(),
                    XmlWriter.attributes(
                            "mimeCode", attachment.mimeCode(), "filename", attachment.filename()));
        }
    }

    private void delivery(@Nullable Delivery delivery) {
        if (delivery == null) {
            return;
        }
        xml.group(
                "cac:Delivery",
                () -> {
                    xml.leaf("cbc:ActualDeliveryDate", delivery.date());
                    xml.group(
                            "cac:DeliveryLocation",
                            () -> {
                                UblPartyWriter.id(xml, "cbc:ID", delivery.location());
                                UblPartyWriter.address(xml, "cac:Address", delivery.address());
                            });
                    xml.group(
                            "cac:DeliveryParty",
                            () ->
                                    xml.group(
                                            "cac:PartyName",
                                            () -> xml.leaf("cbc:Name", delivery.name())));
                });
    }

    private void payment() {
        var payment = invoice.payment();
        if (payment != null) {
            var transfers = payment.transfers();
            means(payment, transfers.isEmpty() ? null : transfers.getFirst(), true);
            transfers.stream().skip(1).forEach(transfer -> means(payment, transfer, false));
        }
        xml.group("cac:PaymentTerms", () -> xml.leaf("cbc:Note", invoice.head().paymentTerms()));
    }

    private void means(Payment payment, @Nullable CreditTransfer transfer, boolean first) {
        xml.group(
                "cac:PaymentMeans",
                () -> {
                    xml.leaf("cbc:PaymentMeansCode", payment.typeCode(), "name", payment.text());
                    xml.leaf("cbc:PaymentDueDate", creditNote ? invoice.head().dueDate() : null);
                    xml.leaf("cbc:PaymentID", payment.remittance());
                    if (first) {
                        card(payment.card());
                    }
                    transfer(transfer);
                    if (first) {
                        mandate(payment.directDebit());
                    }
                });
    }

    private void card(Payment.@Nullable Card card) {
        if (card != null) {
            xml.group(
                    "cac:CardAccount",
                    () -> {
                        xml.leaf("cbc:PrimaryAccountNumberID", card.account());
                        xml.leaf("cbc:NetworkID", NOT_APPLICABLE);
                        xml.leaf("cbc:HolderName", card.holder());
                    });
        }
    }

    private void transfer(@Nullable CreditTransfer transfer) {
        if (transfer != null) {
            xml.group(
                    "cac:PayeeFinancialAccount",
                    () -> {
                        xml.leaf("cbc:ID", transfer.account());
                        xml.leaf("cbc:Name", transfer.name());
                        xml.group(
                                "cac:FinancialInstitutionBranch",
                                () -> xml.leaf("cbc:ID", transfer.provider()));
                    });
        }
    }

    private void mandate(Payment.@Nullable DirectDebit debit) {
        if (debit != null) {
            xml.group(
                    "cac:PaymentMandate",
                    () -> {
                        xml.leaf("cbc:ID", debit.mandate());
                        xml.group(
                                "cac:PayerFinancialAccount",
                                () -> xml.leaf("cbc:ID", debit.account()));
                    });
        }
    }

    static void allowances(
            XmlWriter xml,
            List<AllowanceCharge> items,
            boolean charges,
            @Nullable String currency) {
        for (var item : items) {
            xml.group(
                    "cac:AllowanceCharge",
                    () -> {
                        xml.leaf("cbc:ChargeIndicator", charges);
                        xml.leaf("cbc:AllowanceChargeReasonCode", item.reasonCode());
                        xml.leaf("cbc:AllowanceChargeReason", item.reason());
                        xml.leaf("cbc:MultiplierFactorNumeric", item.percent());
                        xml.leaf("cbc:Amount", item.amount(), "currencyID", currency);
                        xml.leaf("cbc:BaseAmount", item.base(), "currencyID", currency);
                        if (item.vatCategory() != null || item.vatRate() != null) {
                            category(xml, "cac:TaxCategory", item.vatCategory(), item.vatRate());
                        }
                    });
        }
    }

    static void category(
            XmlWriter xml, String name, @Nullable String category, @Nullable BigDecimal rate) {
        xml.group(
                name,
                () -> {
                    xml.leaf("cbc:ID", category);
                    xml.leaf("cbc:Percent", rate);
                    vatScheme(xml);
                });
    }

    static void vatScheme(XmlWriter xml) {
        xml.group("cac:TaxScheme", () -> xml.leaf("cbc:ID", "VAT"));
    }

    private void taxTotals() {
        xml.group(
                "cac:TaxTotal",
                () -> {
                    amount("cbc:TaxAmount", invoice.totals().vat());
                    invoice.vat().forEach(this::subtotal);
                });
        xml.group(
                "cac:TaxTotal",
                () ->
                        xml.leaf(
                                "cbc:TaxAmount",
                                invoice.totals().vatInAccountingCurrency(),
                                "currencyID",
                                invoice.head().vatCurrency()));
    }

    private void subtotal(VatBreakdown vat) {
        xml.group(
                "cac:TaxSubtotal",
                () -> {
                    amount("cbc:TaxableAmount", vat.taxable());
                    amount("cbc:TaxAmount", vat.tax());
                    xml.group(
                            "cac:TaxCategory",
                            () -> {
                                xml.leaf("cbc:ID", vat.category());
                                xml.leaf("cbc:Percent", vat.rate());
                                xml.leaf("cbc:TaxExemptionReasonCode", vat.exemptionCode());
                                xml.leaf("cbc:TaxExemptionReason", vat.exemptionReason());
                                vatScheme(xml);
                            });
                });
    }

    private void totals() {
        var totals = invoice.totals();
        xml.group(
                "cac:LegalMonetaryTotal",
                () -> {
                    amount("cbc:LineExtensionAmount", totals.lines());
                    amount("cbc:TaxExclusiveAmount", totals.withoutVat());
                    amount("cbc:TaxInclusiveAmount", totals.withVat());
                    amount("cbc:AllowanceTotalAmount", totals.allowances());
                    amount("cbc:ChargeTotalAmount", totals.charges());
                    amount("cbc:PrepaidAmount", totals.paid());
                    amount("cbc:PayableRoundingAmount", totals.rounding());
                    amount("cbc:PayableAmount", totals.due());
                });
    }

    private void amount(String name, @Nullable BigDecimal amount) {
        xml.leaf(name, amount, "currencyID", currency());
    }
}
