package io.counterfoil.invoice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.OwnInvoices;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// The model as JSON, from our own invoices.
class JsonFuzz {

    static Stream<byte[]> seeds() {
        return Stream.of(OwnInvoices.values())
                .map(own -> Invoices.write(own.invoice(), Format.JSON));
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void answersWithAnInvoiceOrARefusal(byte[] document) {
        Seeds.readOrRefuse(document);
    }
}
