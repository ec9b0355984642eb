package io.counterfoil.invoice.fapiao;

import static io.counterfoil.invoice.xml.Values.noDate;
import static io.counterfoil.invoice.xml.Values.number;
import static io.counterfoil.invoice.xml.Values.only;
import static io.counterfoil.invoice.xml.Values.text;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Reading;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.Address;
import io.counterfoil.invoice.model.Buyer;
import io.counterfoil.invoice.model.Contact;
import io.counterfoil.invoice.model.Identifier;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.model.Invoice.Head;
import io.counterfoil.invoice.model.Invoice.Note;
import io.counterfoil.invoice.model.Invoice.Preceding;
import io.counterfoil.invoice.model.Invoice.ProcessControl;
import io.counterfoil.invoice.model.Invoice.References;
import io.counterfoil.invoice.model.Payment;
import io.counterfoil.invoice.model.Seller;
import io.counterfoil.invoice.model.Totals;
import io.counterfoil.invoice.xml.Element;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a 数电票: `EInvoice` with header, data, and what the tax bureau added.
///
/// Amounts of a red invoice are negative in the document and stay so: it is read as a corrected
/// invoice (384) with negative amounts, not as a credit note.
public final class FapiaoReader {

    private static final String INVOICE = "380";
    private static final String CORRECTION = "384";

    /// Every 数电票 is in yuan.
    private static final String CURRENCY = "CNY";

    private static final String COUNTRY = "CN";
    private static final String RED = "N";

    private final Element root;
    private final @Nullable Element data;

    private FapiaoReader(Element root) throws UnreadableInvoice {
        this.root = root;
        data = only(root, "EInvoiceData");
    }

    /// The invoice, and what of the document it does not carry.
    public static Reading read(Element root) throws UnreadableInvoice {
        return Reading.of(new FapiaoReader(root).invoice(), Format.FAPIAO_XML, root);
    }

    private Invoice invoice() throws UnreadableInvoice {
        var lines = lines();
        return new Invoice(
                new ProcessControl(null, null),
                head(),
                References.NONE,
                notes(),
                preceding(),
                seller(only(data, "SellerInformation")),
                buyer(only(data, "BuyerInformation")),
                null,
                null,
                null,
                null,
                payment(),
                List.of(),
                List.of(),
                totals(),
                FapiaoLines.vat(lines),
                List.of(),
                lines.stream().map(FapiaoLines.TaxedLine::line).toList());
    }

    private Head head() throws UnreadableInvoice {
        var number = text(root, "Header/EIid");
        var supervised = only(root, "TaxSupervisionInfo/InvoiceNumber");
        if (supervised != null && supervised.value().equals(number)) {
            supervised.take();
        }
        var red = RED.equals(text(root, "Header/InherentLabel/InIssuType/LabelCode"));
        return new Head(
                number,
                day(),
                red ? CORRECTION : INVOICE,
                CURRENCY,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /// The day of issue stands before the time; without one, the day of the request.
    private @Nullable LocalDate day() throws UnreadableInvoice {
        var issued = only(root, "TaxSupervisionInfo/IssueTime");
        var element = issued == null ? only(data, "BasicInformation/RequestTime") : issued;
        var text = text(element);
        if (element == null || text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
        } catch (DateTimeException problem) {
            throw noDate(element);
        }
    }

    private List<Note> notes() throws UnreadableInvoice {
        var remark = text(data, "AdditionalInformation/Remark");
        return remark == null ? List.of() : List.of(new Note(null, remark));
    }

    private List<Preceding> preceding() throws UnreadableInvoice {
        var original = text(data, "SpecificInformation/RedEInvoice/OriginalInvoiceCode");
        return original == null ? List.of() : List.of(new Preceding(original, null));
    }

    private static Seller seller(@Nullable Element party) throws UnreadableInvoice {
        var telephone = text(party, "SellerTelNum");
        return new Seller(
                text(party, "SellerName"),
                null,
                List.of(),
                null,
                null,
                text(party, "SellerIdNum"),
                null,
                null,
                address(text(party, "SellerAddr")),
                telephone == null ? null : new Contact(null, telephone, null));
    }

    private static Buyer buyer(@Nullable Element party) throws UnreadableInvoice {
        var telephone = text(party, "BuyerTelNum");
        var handler = text(party, "BuyerHandlingName");
        var number = text(party, "BuyerIdNum");
        return new Buyer(
                text(party, "BuyerName"),
                null,
                null,
                number == null ? null : new Identifier(number, null),
                null,
                null,
                address(text(party, "BuyerAddr")),
                telephone == null && handler == null
                        ? null
                        : new Contact(handler, telephone, null));
    }

    private static Address address(@Nullable String line) {
        return new Address(line, null, null, null, null, null, COUNTRY);
    }

    private @Nullable Payment payment() throws UnreadableInvoice {
        var account = text(data, "SellerInformation/SellerBankAccNum");
        return account == null
                ? null
                : new Payment(
                        null,
                        null,
                        null,
                        List.of(new Payment.CreditTransfer(account, null, null)),
                        null,
                        null);
    }

    /// There are no allowances of the document, so the sum of the lines is the total without tax.
    private Totals totals() throws UnreadableInvoice {
        var basic = only(data, "BasicInformation");
        var withoutVat = number(basic, "TotalAmWithoutTax");
        return new Totals(
                withoutVat,
                null,
                null,
                withoutVat,
                number(basic, "TotalTaxAm"),
                null,
                number(basic, "TotalTax-includedAmount"),
                null,
                null,
                null);
    }

    private List<FapiaoLines.TaxedLine> lines() throws UnreadableInvoice {
        var lines = new ArrayList<FapiaoLines.TaxedLine>();
        if (data != null) {
            for (var item : data.children("IssuItemInformation")) {
                lines.add(FapiaoLines.read(item, lines.size() + 1));
            }
        }
        return lines;
    }
}
