package io.counterfoil.invoice.cii;

import static io.counterfoil.invoice.xml.Values.only;
import static io.counterfoil.invoice.xml.Values.text;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.Groups;
import io.counterfoil.invoice.model.Payment;
import io.counterfoil.invoice.model.Payment.Card;
import io.counterfoil.invoice.model.Payment.CreditTransfer;
import io.counterfoil.invoice.model.Payment.DirectDebit;
import io.counterfoil.invoice.xml.Element;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads how to pay: CII repeats the payment means for every account, the model does not.
final class CiiPayment {

    private CiiPayment() {}

    static @Nullable Payment read(@Nullable Element settlement) throws UnreadableInvoice {
        if (settlement == null) {
            return null;
        }
        var means = settlement.children("ram:SpecifiedTradeSettlementPaymentMeans");
        var first = means.isEmpty() ? null : means.getFirst();
        var typeCode = text(first, "ram:TypeCode");
        var information = text(first, "ram:Information");
        var transfers = new ArrayList<CreditTransfer>();
        for (var one : means) {
            var transfer = transfer(one);
            if (transfer != null) {
                transfers.add(transfer);
            }
            takeRepeated(one, "ram:TypeCode", typeCode);
            takeRepeated(one, "ram:Information", information);
        }
        return Groups.orNull(
                new Payment(
                        typeCode,
                        information,
                        text(settlement, "ram:PaymentReference"),
                        transfers,
                        card(means),
                        directDebit(settlement, means)));
    }

    private static void takeRepeated(Element means, String name, @Nullable String value) {
        var here = means.child(name);
        if (here != null && here.value().equals(value)) {
            here.take();
        }
    }

    private static @Nullable CreditTransfer transfer(Element means) throws UnreadableInvoice {
        var account = only(means, "ram:PayeePartyCreditorFinancialAccount");
        var iban = text(account, "ram:IBANID");
        return Groups.orNull(
                new CreditTransfer(
                        iban != null ? iban : text(account, "ram:ProprietaryID"),
                        text(account, "ram:AccountName"),
                        text(means, "ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID")));
    }

    private static @Nullable Card card(List<Element> means) throws UnreadableInvoice {
        for (var one : means) {
            var element = only(one, "ram:ApplicableTradeSettlementFinancialCard");
            var card =
                    Groups.orNull(
                            new Card(text(element, "ram:ID"), text(element, "ram:CardholderName")));
            if (card != null) {
                return card;
            }
        }
        return null;
    }

    private static @Nullable DirectDebit directDebit(Element settlement, List<Element> means)
            throws UnreadableInvoice {
        String account = null;
        for (var one : means) {
            if (account == null) {
                account = text(one, "ram:PayerPartyDebtorFinancialAccount/ram:IBANID");
            }
        }
        return Groups.orNull(
                new DirectDebit(
                        text(settlement, "ram:SpecifiedTradePaymentTerms/ram:DirectDebitMandateID"),
                        text(settlement, "ram:CreditorReferenceID"),
                        account));
    }
}
