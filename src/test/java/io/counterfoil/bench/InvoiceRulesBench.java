package io.counterfoil.bench;

import com.helger.phive.api.execute.ValidationExecutionManager;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.api.validity.IValidityDeterminator;
import com.helger.phive.peppol.PeppolValidation2026_05;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.source.ValidationSourceXML;
import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.LongInvoice;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.json.InvoiceJson;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.rules.RuleSet;
import io.counterfoil.invoice.rules.RulesOnly;
import io.counterfoil.invoice.rules.Validator;
import io.counterfoil.invoice.rules.Verdict;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.XmlReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.stream.StreamSource;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmDestination;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XsltExecutable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.xml.sax.SAXException;

/// Validations of a Peppol invoice a second: ours beside the same artefacts by phive and by Saxon,
/// and a bare StAX pass.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class InvoiceRulesBench {

    private static final String SHEETS = "/external/schematron/openpeppol/2026.5/xslt/";
    private static final XMLInputFactory STAX = XMLInputFactory.newDefaultFactory();

    /// Lines of the invoice; eight make 8.5 KB.
    @Param({"8", "5000"})
    private int lines;

    private byte[] xml = {};
    private final Validator validator = new Validator();
    private final ValidationExecutorSetRegistry<IValidationSourceXML> phive =
            new ValidationExecutorSetRegistry<>();
    private List<XsltExecutable> sheets = List.of();

    /// Makes the invoice and compiles everything.
    @Setup
    public void prepare() throws UnreadableInvoice, IOException, SaxonApiException {
        xml = Invoices.write(peppol(lines), Format.UBL_INVOICE);
        PeppolValidation2026_05.init(phive);
        var compiler = new Processor(false).newXsltCompiler();
        sheets =
                List.of(
                        compiler.compile(source("CEN-EN16931-UBL.xslt")),
                        compiler.compile(source("PEPPOL-EN16931-UBL.xslt")));
        if (validator.check(xml).outcome() != Verdict.Outcome.VALID) {
            throw new IllegalStateException("the invoice must be valid: " + validator.check(xml));
        }
    }

    private static StreamSource source(String name) {
        return new StreamSource(
                Objects.requireNonNull(InvoiceRulesBench.class.getResourceAsStream(SHEETS + name)));
    }

    static Invoice peppol(int lines) throws IOException, UnreadableInvoice {
        try (var in = Objects.requireNonNull(Validator.class.getResourceAsStream("invoice.json"))) {
            var text =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .replace(
                                    "urn:cen.eu:en16931:2017\"",
                                    RuleSet.PEPPOL_BIS3.specification() + "\"");
            var one = InvoiceJson.read(text.getBytes(StandardCharsets.UTF_8)).invoice();
            var total = 200L * lines;
            var scaled =
                    text.replace("\"200.00\"", "\"" + total + ".00\"")
                            .replace("\"38.00\"", "\"" + 38L * lines + ".00\"")
                            .replace("\"238.00\"", "\"" + 238L * lines + ".00\"");
            var sums = InvoiceJson.read(scaled.getBytes(StandardCharsets.UTF_8)).invoice();
            var repeated = Collections.nCopies(lines, one.lines().getFirst());
            return LongInvoice.with(sums, sums.buyer(), repeated);
        }
    }

    /// Schema and rules, as `POST /v1/invoices` asks.
    @Benchmark
    public Verdict schemaAndRules() throws UnreadableInvoice {
        return validator.check(xml);
    }

    /// Reading and the rules of EN 16931 and Peppol, without the schema.
    @Benchmark
    public int rules() throws UnreadableInvoice {
        return RulesOnly.peppol(XmlReader.read(xml));
    }

    /// The official artefacts by phive, schema included.
    @Benchmark
    public Object officialByPhive() throws ParserConfigurationException, IOException, SAXException {
        var document =
                DocumentBuilderFactory.newDefaultNSInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(xml));
        return ValidationExecutionManager.executeValidation(
                IValidityDeterminator.createDefault(),
                Objects.requireNonNull(
                        phive.getOfID(PeppolValidation2026_05.VID_OPENPEPPOL_INVOICE_UBL_V3)),
                ValidationSourceXML.create("invoice", document));
    }

    /// The two stylesheets, compiled once and reused, by Saxon; no schema.
    @Benchmark
    public List<XdmNode> officialBySaxon() throws SaxonApiException {
        var results = new ArrayList<XdmNode>();
        for (var sheet : sheets) {
            var result = new XdmDestination();
            sheet.load30().transform(new StreamSource(new ByteArrayInputStream(xml)), result);
            results.add(result.getXdmNode());
        }
        return results;
    }

    /// Reading into our tree.
    @Benchmark
    public Element readTree() throws UnreadableInvoice {
        return XmlReader.read(xml);
    }

    /// The bound: every event of the JDK's parser, and nothing done with it.
    @Benchmark
    public int bareStax() throws XMLStreamException {
        var reader = STAX.createXMLStreamReader(new ByteArrayInputStream(xml));
        var events = 0;
        while (reader.hasNext()) {
            reader.next();
            events++;
        }
        return events;
    }
}
