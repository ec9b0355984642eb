package io.counterfoil.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A long invoice is read in a small heap.
class LongInvoiceTest {

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"UBL_INVOICE", "CII"})
    void fourThousandLinesAreReadIn64Megabytes(Format format) throws Exception {
        assertReads(format, 4_000, "-Xmx64m");
    }

    @Tag("nightly")
    @Test
    void twentyThousandLinesOf27MegabytesAreReadIn256() throws Exception {
        assertThat(assertReads(Format.UBL_INVOICE, 20_000, "-Xmx256m")).isGreaterThan(27L << 20);
    }

    private long assertReads(Format format, int lines, String heap) throws Exception {
        var file = folder.resolve("long.xml");
        Files.write(
                file,
                Invoices.write(LongInvoice.of(OwnInvoices.EVERY_TERM.invoice(), lines), format));

        var java =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                heap,
                                "-cp",
                                System.getProperty("java.class.path"),
                                LongInvoice.class.getName(),
                                file.toString()));
        var answer = java.redirectErrorStream(true).start();
        var said = new String(answer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(answer.waitFor()).as(said).isEqualTo(lines / 1000);
        return Files.size(file);
    }
}
