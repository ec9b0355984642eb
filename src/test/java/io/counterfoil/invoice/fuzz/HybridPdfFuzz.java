package io.counterfoil.invoice.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Hybrid PDFs, printed here and of the corpora.
class HybridPdfFuzz {

    static Stream<byte[]> seeds() {
        return Seeds.pdfs();
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "2m")
    void answersWithAnInvoiceOrARefusal(byte[] document) {
        Seeds.extractOrRefuse(document);
    }
}
