package io.counterfoil.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.invoice.model.Invoice;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    private final Invoice invoice = OwnInvoices.EVERY_TERM.invoice();

    @Test
    void sameInvoicesDifferNowhere() {
        assertThat(Difference.between(invoice, OwnInvoices.EVERY_TERM.invoice())).isEmpty();
    }

    @Test
    void namesThePlaceAndWhatEachOfThemSays() throws Exception {
        var other = invoice.withNumber("another");
        assertThat(Difference.between(invoice, other))
                .containsExactly(
                        new Difference("BT-1", String.valueOf(invoice.head().number()), "another"));
    }

    @Test
    void namesWhatOnlyOneOfThemSaysWhicheverItIs() throws Exception {
        var shorter =
                altered(xml ->
                        xml.replaceFirst("<cbc:BuyerReference>.*?</cbc:BuyerReference>", ""));
        var reference = String.valueOf(invoice.references().buyer());
        assertThat(Difference.between(invoice, shorter))
                .containsExactly(new Difference("BT-10", reference, ""));
        assertThat(Difference.between(shorter, invoice))
                .containsExactly(new Difference("BT-10", "", reference));
    }

    @Test
    void holdsAmountsAgainstEachOtherByTheirValue() throws Exception {
        var padded = altered(xml -> xml.replaceAll("(<cbc:PayableAmount[^>]*>[0-9.]+)<", "$10<"));
        assertThat(Difference.between(invoice, padded)).isEmpty();
    }

    private Invoice altered(UnaryOperator<String> change) throws UnreadableInvoice {
        var xml = new String(Invoices.write(invoice, Format.UBL_INVOICE), StandardCharsets.UTF_8);
        var changed = change.apply(xml);
        assertThat(changed).isNotEqualTo(xml);
        return Invoices.read(changed.getBytes(StandardCharsets.UTF_8)).invoice();
    }
}
