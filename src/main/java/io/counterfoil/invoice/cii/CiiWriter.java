package io.counterfoil.invoice.cii;

import io.counterfoil.invoice.model.AllowanceCharge;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.model.Period;
import io.counterfoil.invoice.model.SupportingDocument;
import io.counterfoil.invoice.xml.XmlWriter;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the model as a Cross Industry Invoice D16B, the XML of Factur-X from BASIC up.
public final class CiiWriter {

    private static final String CEFACT = "urn:un:unece:uncefact:data:standard:";

    /// CII demands a name for a project of which only the identifier is known.
    static final String PROJECT = "Project reference";

    private final Invoice invoice;
    private final XmlWriter xml;

    private CiiWriter(Invoice invoice, XmlWriter xml) {
        this.invoice = invoice;
        this.xml = xml;
    }

    /// The document's bytes, UTF-8.
    public static byte[] write(Invoice invoice) {
        var xml = new XmlWriter();
        new CiiWriter(invoice, xml).document();
        return xml.toBytes();
    }

    private void document() {
        var namespaces = new LinkedHashMap<String, String>();
        namespaces.put("rsm", CEFACT + "CrossIndustryInvoice:100");
        namespaces.put("ram", CEFACT + "ReusableAggregateBusinessInformationEntity:100");
        namespaces.put("udt", CEFACT + "UnqualifiedDataType:100");
        namespaces.put("qdt", CEFACT + "QualifiedDataType:100");
        xml.root(
                "rsm:CrossIndustryInvoice",
                namespaces,
                () -> {
                    xml.group("rsm:ExchangedDocumentContext", this::context);
                    xml.group("rsm:ExchangedDocument", this::head);
                    xml.group(
                            "rsm:SupplyChainTradeTransaction",
                            () -> {
                                var lines = new CiiLineWriter(xml);
                                invoice.lines().forEach(lines::write);
                                xml.group("ram:ApplicableHeaderTradeAgreement", this::agreement);
                                xml.always("ram:ApplicableHeaderTradeDelivery", this::delivery);
                                new CiiSettlementWriter(xml, invoice).write();
                            });
                });
    }

    private void context() {
        leafIn(
                "ram:BusinessProcessSpecifiedDocumentContextParameter",
                "ram:ID",
                invoice.process().type());
        leafIn(
                "ram:GuidelineSpecifiedDocumentContextParameter",
                "ram:ID",
                invoice.process().specification());
    }

    private void leafIn(String group, String name, @Nullable Object value) {
        xml.group(group, () -> xml.leaf(name, value));
    }

    private void head() {
        xml.leaf("ram:ID", invoice.head().number());
        xml.leaf("ram:TypeCode", invoice.head().typeCode());
        day(xml, "ram:IssueDateTime", "udt:DateTimeString", invoice.head().issueDate());
        for (var note : invoice.notes()) {
            xml.group(
                    "ram:IncludedNote",
                    () -> {
                        xml.leaf("ram:Content", note.text());
                        xml.leaf("ram:SubjectCode", note.subject());
                    });
        }
    }

    static void day(XmlWriter xml, String group, String name, @Nullable LocalDate day) {
        if (day != null) {
            xml.group(group, () -> xml.leaf(name, CiiValues.print(day), "format", CiiValues.DAY));
        }
    }

    private void agreement() {
        var references = invoice.references();
        var parties = new CiiPartyWriter(xml);
        xml.leaf("ram:BuyerReference", references.buyer());
        xml.group("ram:SellerTradeParty", () -> parties.seller(invoice.seller()));
        xml.group("ram:BuyerTradeParty", () -> parties.buyer(invoice.buyer()));
        xml.group(
                "ram:SellerTaxRepresentativeTradeParty",
                () -> parties.taxRepresentative(invoice.taxRepresentative()));
        reference("ram:SellerOrderReferencedDocument", references.salesOrder());
        reference("ram:BuyerOrderReferencedDocument", references.purchaseOrder());
        reference("ram:ContractReferencedDocument", references.contract());
        invoice.documents().forEach(this::supporting);
        additional();
        var project = references.project();
        if (project != null) {
            xml.group(
                    "ram:SpecifiedProcuringProject",
                    () -> {
                        xml.leaf("ram:ID", project);
                        xml.leaf("ram:Name", PROJECT);
                    });
        }
    }

    private void reference(String group, @Nullable String id) {
        leafIn(group, "ram:IssuerAssignedID", id);
    }

    private void additional() {
        var references = invoice.references();
        var tender = references.tender();
        if (tender != null) {
            xml.group(
                    "ram:AdditionalReferencedDocument",
                    () -> {
                        xml.leaf("ram:IssuerAssignedID", tender);
                        xml.leaf("ram:TypeCode", CiiReader.TENDER);
                    });
        }
        var object = references.invoicedObject();
        if (object != null) {
            xml.group(
                    "ram:AdditionalReferencedDocument",
                    () -> {
                        xml.leaf("ram:IssuerAssignedID", object.value());
                        xml.leaf("ram:TypeCode", CiiReader.INVOICED_OBJECT);
                        xml.leaf("ram:ReferenceTypeCode", object.scheme());
                    });
        }
    }

    private void supporting(SupportingDocument document) {
        xml.group(
                "ram:AdditionalReferencedDocument",
                () -> {
                    xml.leaf("ram:IssuerAssignedID", document.reference());
                    xml.leaf("ram:URIID", document.location());
                    xml.leaf("ram:TypeCode", CiiReader.SUPPORTING);
                    xml.leaf("ram:Name", document.description());
                    var attachment = document.attachment();
                    if (attachment != null) {
                        xml.leaf(
                                "ram:AttachmentBinaryObject",
                                attachment.base64(),
                                XmlWriter.attributes(
                                        "mimeCode",
                                        attachment.mimeCode(),
                                        "filename",
                                        attachment.filename()));
                    }
                });
    }

    private void delivery() {
        var delivery = invoice.delivery();
        if (delivery != null) {
            xml.group("ram:ShipToTradeParty", () -> new CiiPartyWriter(xml).shipTo(delivery));
            xml.group(
                    "ram:ActualDeliverySupplyChainEvent",
                    () ->
                            day(
                                    xml,
                                    "ram:OccurrenceDateTime",
                                    "udt:DateTimeString",
                                    delivery.date()));
        }
        reference("ram:DespatchAdviceReferencedDocument", invoice.references().despatchAdvice());
        reference("ram:ReceivingAdviceReferencedDocument", invoice.references().receivingAdvice());
    }

    static void period(XmlWriter xml, @Nullable Period period) {
        if (period != null) {
            xml.group(
                    "ram:BillingSpecifiedPeriod",
                    () -> {
                        day(xml, "ram:StartDateTime", "udt:DateTimeString", period.start());
                        day(xml, "ram:EndDateTime", "udt:DateTimeString", period.end());
                    });
        }
    }

    static void allowances(XmlWriter xml, List<AllowanceCharge> items, boolean charges) {
        for (var item : items) {
            xml.group(
                    "ram:SpecifiedTradeAllowanceCharge",
                    () -> {
                        xml.group("ram:ChargeIndicator", () -> xml.leaf("udt:Indicator", charges));
                        xml.leaf("ram:CalculationPercent", item.percent());
                        xml.leaf("ram:BasisAmount", item.base());
                        xml.leaf("ram:ActualAmount", item.amount());
                        xml.leaf("ram:ReasonCode", item.reasonCode());
                        xml.leaf("ram:Reason", item.reason());
                        if (item.vatCategory() != null || item.vatRate() != null) {
                            xml.group(
                                    "ram:CategoryTradeTax",
                                    () -> {
                                        xml.leaf("ram:TypeCode", "VAT");
                                        xml.leaf("ram:CategoryCode", item.vatCategory());
                                        xml.leaf("ram:RateApplicablePercent", item.vatRate());
                                    });
                        }
                    });
        }
    }
}
