package io.counterfoil.invoice.cii;

import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.model.Payment;
import io.counterfoil.invoice.model.Payment.CreditTransfer;
import io.counterfoil.invoice.model.VatBreakdown;
import io.counterfoil.invoice.xml.XmlWriter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes what is owed, to whom, and how it is paid.
record CiiSettlementWriter(XmlWriter xml, Invoice invoice) {

    private static final Pattern IBAN = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9 ]{11,40}");

    void write() {
        xml.group("ram:ApplicableHeaderTradeSettlement", this::settlement);
    }

    private void settlement() {
        var head = invoice.head();
        var payment = invoice.payment();
        var debit = payment == null ? null : payment.directDebit();
        xml.leaf("ram:CreditorReferenceID", debit == null ? null : debit.creditor());
        xml.leaf("ram:PaymentReference", payment == null ? null : payment.remittance());
        xml.leaf("ram:TaxCurrencyCode", head.vatCurrency());
        xml.leaf("ram:InvoiceCurrencyCode", head.currency());
        xml.group("ram:PayeeTradeParty", () -> new CiiPartyWriter(xml).payee(invoice.payee()));
        if (payment != null) {
            payment(payment);
        }
        for (var i = 0; i < invoice.vat().size(); i++) {
            tax(invoice.vat().get(i), i == 0);
        }
        CiiWriter.period(xml, invoice.period());
        CiiWriter.allowances(xml, invoice.allowances(), false);
        CiiWriter.allowances(xml, invoice.charges(), true);
        xml.group(
                "ram:SpecifiedTradePaymentTerms",
                () -> {
                    xml.leaf("ram:Description", head.paymentTerms());
                    CiiWriter.day(xml, "ram:DueDateDateTime", "udt:DateTimeString", head.dueDate());
                    xml.leaf("ram:DirectDebitMandateID", debit == null ? null : debit.mandate());
                });
        xml.group("ram:SpecifiedTradeSettlementHeaderMonetarySummation", this::totals);
        for (var preceding : invoice.preceding()) {
            xml.group(
                    "ram:InvoiceReferencedDocument",
                    () -> {
                        xml.leaf("ram:IssuerAssignedID", preceding.number());
                        CiiWriter.day(
                                xml,
                                "ram:FormattedIssueDateTime",
                                "qdt:DateTimeString",
                                preceding.issueDate());
                    });
        }
        xml.group(
                "ram:ReceivableSpecifiedTradeAccountingAccount",
                () -> xml.leaf("ram:ID", head.buyerAccounting()));
    }

    private void payment(Payment payment) {
        var transfers = payment.transfers();
        means(payment, transfers.isEmpty() ? null : transfers.getFirst(), true);
        transfers.stream().skip(1).forEach(transfer -> means(payment, transfer, false));
    }

    private void means(Payment payment, @Nullable CreditTransfer transfer, boolean first) {
        xml.group(
                "ram:SpecifiedTradeSettlementPaymentMeans",
                () -> {
                    xml.leaf("ram:TypeCode", payment.typeCode());
                    xml.leaf("ram:Information", payment.text());
                    if (first) {
                        cardAndDebtor(payment);
                    }
                    if (transfer != null) {
                        account(transfer);
                    }
                });
    }

    private void cardAndDebtor(Payment payment) {
        var card = payment.card();
        if (card != null) {
            xml.group(
                    "ram:ApplicableTradeSettlementFinancialCard",
                    () -> {
                        xml.leaf("ram:ID", card.account());
                        xml.leaf("ram:CardholderName", card.holder());
                    });
        }
        var debit = payment.directDebit();
        if (debit != null) {
            xml.group(
                    "ram:PayerPartyDebtorFinancialAccount",
                    () -> xml.leaf("ram:IBANID", debit.account()));
        }
    }

    private void account(CreditTransfer transfer) {
        var account = transfer.account();
        var iban = account != null && IBAN.matcher(account).matches();
        xml.group(
                "ram:PayeePartyCreditorFinancialAccount",
                () -> {
                    xml.leaf("ram:IBANID", iban ? account : null);
                    xml.leaf("ram:AccountName", transfer.name());
                    xml.leaf("ram:ProprietaryID", iban ? null : account);
                });
        xml.group(
                "ram:PayeeSpecifiedCreditorFinancialInstitution",
                () -> xml.leaf("ram:BICID", transfer.provider()));
    }

    /// The tax point is written once (CII-SR-461); its code stands in every tax.
    private void tax(VatBreakdown vat, boolean first) {
        var head = invoice.head();
        xml.group(
                "ram:ApplicableTradeTax",
                () -> {
                    xml.leaf("ram:CalculatedAmount", vat.tax());
                    xml.leaf("ram:TypeCode", "VAT");
                    xml.leaf("ram:ExemptionReason", vat.exemptionReason());
                    xml.leaf("ram:BasisAmount", vat.taxable());
                    xml.leaf("ram:CategoryCode", vat.category());
                    xml.leaf("ram:ExemptionReasonCode", vat.exemptionCode());
                    var day = first ? head.taxPointDate() : null;
                    CiiWriter.day(xml, "ram:TaxPointDate", "udt:DateString", day);
                    var code = head.taxPointCode();
                    xml.leaf(
                            "ram:DueDateTypeCode",
                            code == null ? null : CiiValues.taxPointToCii(code));
                    xml.leaf("ram:RateApplicablePercent", vat.rate());
                });
    }

    private void totals() {
        var totals = invoice.totals();
        xml.leaf("ram:LineTotalAmount", totals.lines());
        xml.leaf("ram:ChargeTotalAmount", totals.charges());
        xml.leaf("ram:AllowanceTotalAmount", totals.allowances());
        xml.leaf("ram:TaxBasisTotalAmount", totals.withoutVat());
        xml.leaf("ram:TaxTotalAmount", totals.vat(), "currencyID", invoice.head().currency());
        xml.leaf(
                "ram:TaxTotalAmount",
                totals.vatInAccountingCurrency(),
                "currencyID",
                invoice.head().vatCurrency());
        xml.leaf("ram:RoundingAmount", totals.rounding());
        xml.leaf("ram:GrandTotalAmount", totals.withVat());
        xml.leaf("ram:TotalPrepaidAmount", totals.paid());
        xml.leaf("ram:DuePayableAmount", totals.due());
    }
}
