package io.counterfoil.invoice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.counterfoil.invoice.Format;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// UBL, from our own invoices and the corpora.
class UblFuzz {

    static Stream<byte[]> seeds() {
        return Seeds.of(Format.UBL_INVOICE);
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void answersWithAnInvoiceOrARefusal(byte[] document) {
        Seeds.readOrRefuse(document);
    }
}
