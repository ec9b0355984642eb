package io.counterfoil.invoice.ubl;

import static io.counterfoil.invoice.xml.Values.only;
import static io.counterfoil.invoice.xml.Values.text;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.Groups;
import io.counterfoil.invoice.model.Payment;
import io.counterfoil.invoice.model.Payment.Card;
import io.counterfoil.invoice.model.Payment.CreditTransfer;
import io.counterfoil.invoice.model.Payment.DirectDebit;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.Values;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Reads how to pay: UBL repeats `cac:PaymentMeans` for every account, the model does not.
final class UblPayment {

    private UblPayment() {}

    static @Nullable Payment read(Element root) throws UnreadableInvoice {
        var means = root.children("cac:PaymentMeans");
        var first = means.isEmpty() ? null : means.getFirst();
        var code = only(first, "cbc:PaymentMeansCode");
        var transfers = new ArrayList<CreditTransfer>();
        for (var one : means) {
            var account = only(one, "cac:PayeeFinancialAccount");
            var transfer =
                    Groups.orNull(
                            new CreditTransfer(
                                    text(account, "cbc:ID"),
                                    text(account, "cbc:Name"),
                                    text(account, "cac:FinancialInstitutionBranch/cbc:ID")));
            if (transfer != null) {
                transfers.add(transfer);
            }
            takeRepeated(one, first);
        }
        return Groups.orNull(
                new Payment(
                        text(code),
                        code == null ? null : Values.attribute(code, "name"),
                        text(first, "cbc:PaymentID"),
                        transfers,
                        card(first),
                        directDebit(root, first)));
    }

    /// The same code and remittance on a further account say nothing new.
    private static void takeRepeated(Element means, @Nullable Element first) {
        for (var name :
                new String[] {"cbc:PaymentMeansCode", "cbc:PaymentID", "cbc:PaymentDueDate"}) {
            var here = means.child(name);
            var there = first == null ? null : first.child(name);
            if (here != null && there != null && here.value().equals(there.value())) {
                here.take();
            }
        }
    }

    private static @Nullable Card card(@Nullable Element means) throws UnreadableInvoice {
        var card = only(means, "cac:CardAccount");
        return Groups.orNull(
                new Card(text(card, "cbc:PrimaryAccountNumberID"), text(card, "cbc:HolderName")));
    }

    private static @Nullable DirectDebit directDebit(Element root, @Nullable Element means)
            throws UnreadableInvoice {
        var mandate = only(means, "cac:PaymentMandate");
        return Groups.orNull(
                new DirectDebit(
                        text(mandate, "cbc:ID"),
                        UblParties.creditor(root),
                        text(mandate, "cac:PayerFinancialAccount/cbc:ID")));
    }
}
