package io.counterfoil.invoice.fuzz;

import io.counterfoil.invoice.Corpus;
import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.OwnInvoices;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.pdf.HybridPdf;
import io.counterfoil.invoice.pdf.InvoicePdf;
import io.counterfoil.invoice.pdf.Language;
import io.counterfoil.invoice.pdf.Template;
import java.util.stream.Stream;

/// What a fuzzer starts from, and what it holds every answer against.
final class Seeds {

    /// Mutations of longer documents are slow and mostly hit the same code.
    private static final int LENGTH_MAX = 60_000;

    private Seeds() {}

    /// Our own invoices in that format, and those of the corpora where they are.
    static Stream<byte[]> of(Format format) {
        return Stream.concat(
                Stream.of(OwnInvoices.values()).map(own -> Invoices.write(own.invoice(), format)),
                corpus(format == Format.CII ? "CII" : "UBL"));
    }

    /// Printed invoices, and the PDFs of the corpora where they are.
    static Stream<byte[]> pdfs() {
        var template = Template.plain(Language.ENGLISH);
        return Stream.concat(
                Stream.of(OwnInvoices.PLAIN, OwnInvoices.CREDIT_NOTE)
                        .map(own ->
                                InvoicePdf.print(own.invoice(), own.cii(), template, null)
                                        .bytes()
                                        .toArray()),
                corpus("PDF"));
    }

    /// The files of the corpora whose syntax begins so; none where there are no corpora.
    static Stream<byte[]> corpus(String syntax) {
        return Corpus.isThere()
                ? Corpus.all().stream()
                        .filter(row -> row.syntax().startsWith(syntax))
                        .map(Corpus.Case::bytes)
                        .filter(bytes -> bytes.length <= LENGTH_MAX)
                : Stream.empty();
    }

    /// An invoice, or a refusal in one plain sentence; anything else is a finding.
    static void readOrRefuse(byte[] document) {
        try {
            Invoices.read(document);
        } catch (UnreadableInvoice refusal) {
            mustBeASentence(refusal);
        }
    }

    /// The same for what is attached to a PDF.
    static void extractOrRefuse(byte[] pdf) {
        try {
            Invoices.read(HybridPdf.extract(pdf).xml().toArray());
        } catch (UnreadableInvoice refusal) {
            mustBeASentence(refusal);
        }
    }

    private static void mustBeASentence(UnreadableInvoice refusal) {
        if (!refusal.sentence().endsWith(".")) {
            throw new AssertionError(refusal.sentence());
        }
    }
}
