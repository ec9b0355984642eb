package io.counterfoil.bench;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.pdf.InvoicePdf;
import io.counterfoil.invoice.pdf.Language;
import io.counterfoil.invoice.pdf.Template;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One-page hybrid PDFs a second.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class InvoicePdfBench {

    private final Invoice invoice;
    private byte[] cii = {};

    /// Reads the invoice that the validator warms up with.
    public InvoicePdfBench() {
        try {
            invoice = InvoiceRulesBench.peppol(1);
        } catch (IOException | UnreadableInvoice fault) {
            throw new IllegalStateException(fault);
        }
    }

    /// Writes the XML that is attached.
    @Setup
    public void prepare() {
        cii = Invoices.write(invoice, Format.CII);
    }

    /// A page with fonts for German, its XML and its metadata.
    @Benchmark
    public InvoicePdf.Printed onePage() {
        return InvoicePdf.print(invoice, cii, Template.plain(Language.GERMAN), null);
    }
}
