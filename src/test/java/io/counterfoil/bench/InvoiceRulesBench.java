package io.counterfoil.bench;

import io.counterfoil.cli.bench.OtherEngines;
import io.counterfoil.cli.bench.PeppolInvoice;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.rules.RulesOnly;
import io.counterfoil.invoice.rules.Validator;
import io.counterfoil.invoice.rules.Verdict;
import io.counterfoil.invoice.xml.Element;
import io.counterfoil.invoice.xml.XmlReader;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.sf.saxon.s9api.XdmNode;
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

/// Validations of a Peppol invoice a second: ours beside the same artefacts by phive and by Saxon,
/// and a bare StAX pass.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class InvoiceRulesBench {

    /// Lines of the invoice; eight make 8.5 KB.
    @Param({"8", "5000"})
    private int lines;

    private byte[] xml = {};
    private final Validator validator = new Validator();
    private final OtherEngines others = new OtherEngines();

    /// Makes the invoice and compiles everything.
    @Setup
    public void prepare() throws UnreadableInvoice {
        xml = PeppolInvoice.ubl(lines);
        if (validator.check(xml).outcome() != Verdict.Outcome.VALID) {
            throw new IllegalStateException("the invoice must be valid: " + validator.check(xml));
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
    public Object officialByPhive() {
        return others.phive(xml);
    }

    /// The two stylesheets, compiled once and reused, by Saxon; no schema.
    @Benchmark
    public List<XdmNode> officialBySaxon() {
        return others.saxon(xml);
    }

    /// Reading into our tree.
    @Benchmark
    public Element readTree() throws UnreadableInvoice {
        return XmlReader.read(xml);
    }

    /// The bound: every event of the JDK's parser, and nothing done with it.
    @Benchmark
    public int bareStax() {
        return OtherEngines.stax(xml);
    }
}
