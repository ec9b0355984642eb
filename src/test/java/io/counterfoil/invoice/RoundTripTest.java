package io.counterfoil.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.invoice.model.Invoice;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever one syntax says in the terms of EN 16931, every other says too.
class RoundTripTest {

    @ParameterizedTest
    @EnumSource(OwnInvoices.class)
    void ourOwnInvoicesSayTheSameInEverySyntax(OwnInvoices own) throws UnreadableInvoice {
        assertTheSameInEverySyntax(own.invoice());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("validInvoices")
    void throughUblCiiAndJsonTheModelStaysTheSame(Corpus.Case row) throws UnreadableInvoice {
        assertTheSameInEverySyntax(Invoices.read(row.bytes()).invoice());
    }

    private static void assertTheSameInEverySyntax(Invoice invoice) throws UnreadableInvoice {
        var there = through(invoice, Format.CII);
        var back = through(there, Format.UBL_INVOICE);
        var json = through(back, Format.JSON);

        assertThat(there).as("CII").isEqualTo(invoice);
        assertThat(back).as("UBL").isEqualTo(invoice);
        assertThat(json).as("JSON").isEqualTo(invoice);
    }

    private static Invoice through(Invoice invoice, Format format) throws UnreadableInvoice {
        return Invoices.read(Invoices.write(invoice, format)).invoice();
    }

    static Stream<Corpus.Case> validInvoices() {
        return Corpus.validInvoices();
    }
}
