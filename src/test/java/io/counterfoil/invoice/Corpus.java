package io.counterfoil.invoice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Invoices that others wrote, outside the project; tests over them skip loudly where they are
/// absent.
public final class Corpus {

    private static final Path ROOT =
            Path.of(
                            System.getenv()
                                    .getOrDefault(
                                            "COUNTERFOIL_SHARED",
                                            Path.of("..", "shared").toString()))
                    .resolve("corpora");

    private Corpus() {}

    /// One row of the manifest.
    ///
    /// @param syntax `UBL-Invoice`, `UBL-CreditNote`, `CII`, `PDF`, …
    /// @param expected the corpus's own label
    public record Case(Path file, String syntax, String profile, String expected) {
        /// The file's bytes.
        public byte[] bytes() {
            return Corpus.bytes(file);
        }

        @Override
        public String toString() {
            return ROOT.relativize(file).toString();
        }
    }

    /// Tells whether there is a corpus.
    public static boolean isThere() {
        return Files.exists(ROOT.resolve("MANIFEST.tsv"));
    }

    /// All rows of the manifest; the test is skipped when there is no corpus.
    public static List<Case> all() {
        var manifest = ROOT.resolve("MANIFEST.tsv");
        Assumptions.assumeTrue(
                Files.exists(manifest), () -> "SKIPPED: no corpus at " + ROOT.toAbsolutePath());
        try (var lines = Files.lines(manifest)) {
            return lines.skip(1).map(line -> line.split("\t", -1)).map(Corpus::row).toList();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Case row(String[] cells) {
        return new Case(ROOT.resolve(cells[1]), cells[3], cells[4], cells[5]);
    }

    /// Whole invoices in UBL or CII that their corpus calls valid.
    public static Stream<Case> validInvoices() {
        return invoices().filter(row -> row.expected().equals("valid"));
    }

    /// Whole invoices in UBL or CII, whatever they are called.
    public static Stream<Case> invoices() {
        return all().stream()
                .filter(row ->
                        List.of("UBL-Invoice", "UBL-CreditNote", "CII").contains(row.syntax()))
                .filter(row -> !row.expected().contains("placeholders"));
    }

    /// Hybrid PDFs.
    public static Stream<Case> pdfs() {
        return all().stream()
                .filter(row -> row.file().toString().toLowerCase(Locale.ROOT).endsWith(".pdf"));
    }

    /// The files of CEN's unit cases, each holding several documents.
    public static Stream<Case> unitCases() {
        return all().stream().filter(row -> row.syntax().startsWith("VEFA"));
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
