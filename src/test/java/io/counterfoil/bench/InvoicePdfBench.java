package io.counterfoil.bench;

import com.openhtmltopdf.extend.FSCacheEx;
import com.openhtmltopdf.extend.FSCacheValue;
import com.openhtmltopdf.extend.impl.FSDefaultCacheStore;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.CacheStore;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import io.counterfoil.cli.bench.PeppolInvoice;
import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.pdf.InvoicePdf;
import io.counterfoil.invoice.pdf.Language;
import io.counterfoil.invoice.pdf.Template;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
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

/// One-page hybrid PDFs a second, ours and what openhtmltopdf makes of a page that looks the same.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class InvoicePdfBench {

    private final Invoice invoice = PeppolInvoice.of(1);
    private final TrueTypeFont regular = font("/fonts/NotoSans-Regular.ttf");
    private final TrueTypeFont bold = font("/fonts/NotoSans-Bold.ttf");
    private byte[] cii = {};
    private byte[] colors = {};
    private String html = "";
    private final FSCacheEx<String, FSCacheValue> fontMetrics = new FSDefaultCacheStore();

    /// Writes the XML that is attached, and loads what the other needs.
    @Setup
    public void prepare() throws IOException {
        XRLog.setLoggingEnabled(false);
        cii = Invoices.write(invoice, Format.CII);
        colors = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        html = new String(resource("invoice.html"), StandardCharsets.UTF_8);
        Files.write(Path.of("target", "ours.pdf"), onePage().bytes().toArray());
        Files.write(Path.of("target", "openhtmltopdf.pdf"), openHtmlToPdf());
    }

    /// Parsed once and without ligatures, as ours are.
    private static TrueTypeFont font(String name) {
        try {
            var font = new TTFParser().parse(new RandomAccessReadBuffer(resource(name)));
            font.setEnableGsub(false);
            return font;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = Objects.requireNonNull(InvoicePdfBench.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }

    /// A page with fonts for German, its XML and its metadata.
    @Benchmark
    public InvoicePdf.Printed onePage() {
        return InvoicePdf.print(invoice, cii, Template.plain(Language.GERMAN), null);
    }

    /// The same page as HTML by openhtmltopdf: PDF/A-3u with tags and the same two fonts, which it
    /// need not parse again, and of which it keeps the measures from page to page; no XML inside.
    @Benchmark
    public byte[] openHtmlToPdf() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var document = new PDDocument()) {
            new PdfRendererBuilder()
                    .usePDDocument(document)
                    .useFont(embedded(document, regular), "Noto", 400, FontStyle.NORMAL, true)
                    .useFont(embedded(document, bold), "Noto", 700, FontStyle.NORMAL, true)
                    .useCacheStore(CacheStore.PDF_FONT_METRICS, fontMetrics)
                    .usePdfAConformance(PdfAConformance.PDFA_3_U)
                    .usePdfUaAccessibility(true)
                    .useColorProfile(colors)
                    .withHtmlContent(html, "")
                    .toStream(out)
                    .run();
        }
        return out.toByteArray();
    }

    private static PDFontSupplier embedded(PDDocument document, TrueTypeFont font)
            throws IOException {
        return new PDFontSupplier(PDType0Font.load(document, font, true));
    }
}
