package io.counterfoil.cli.bench;

import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Invoices;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.pdf.InvoicePdf;
import io.counterfoil.invoice.pdf.Language;
import io.counterfoil.invoice.pdf.Template;
import io.counterfoil.invoice.rules.Validator;
import io.counterfoil.invoice.rules.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/// The invoice engine by itself, on one core: verdicts by the official rules beside the same
/// artefacts as others run them, and pages.
final class RuleRows {

    /// They make 8.5 KB.
    private static final int LINES = 8;

    /// They make 2.9 MB.
    private static final int LINES_MANY = 5_000;

    private static final double NANOS_A_MILLI = 1e6;

    private final Target target;
    private final Client client;
    private final Duration time;
    private final byte[] xml = PeppolInvoice.ubl(LINES);
    private final Validator validator = new Validator();

    RuleRows(Target target, Client client, Duration time) {
        this.target = target;
        this.client = client;
        this.time = time;
    }

    /// What the first caller waits for: of a server that has just become ready, and of a program
    /// that has compiled nothing.
    void first(Consumer<Row> rows) {
        var text = new String(xml, StandardCharsets.UTF_8);
        var asked = System.nanoTime();
        client.check(target.issuerKey(), text);
        rows.accept(millis("first verdict of a server, once it is ready", asked));
        var began = System.nanoTime();
        check();
        rows.accept(millis("first verdict of a process, nothing compiled", began));
    }

    private static Row millis(String what, long began) {
        return Row.alone(what, (System.nanoTime() - began) / NANOS_A_MILLI, "ms");
    }

    void rows(Consumer<Row> rows) {
        var stax = perSecond(_ -> OtherEngines.stax(xml));
        var ours = perSecond(_ -> check());
        rows.accept(
                new Row(
                        "Peppol verdicts, 8.5 KB, one core",
                        ours,
                        "1/s",
                        "bare StAX passes/s over the same invoice",
                        stax));
        var each = Load.each(time.dividedBy(2), _ -> check());
        rows.accept(Row.alone("Peppol verdict, p50", each.percentile(0.5) * 1_000, "µs"));
        rows.accept(Row.alone("Peppol verdict, p99", each.percentile(0.99) * 1_000, "µs"));
        others(ours, rows);
        longInvoice(rows);
        pages(rows);
    }

    private void others(double ours, Consumer<Row> rows) {
        var engines = new OtherEngines();
        var limit = "of our verdicts/s";
        rows.accept(
                new Row(
                        "Peppol verdicts by phive, one core",
                        perSecond(_ -> engines.phive(xml)),
                        "1/s",
                        limit,
                        ours));
        rows.accept(
                new Row(
                        "Peppol stylesheets by Saxon, reused, one core",
                        perSecond(_ -> engines.saxon(xml)),
                        "1/s",
                        limit,
                        ours));
    }

    private void longInvoice(Consumer<Row> rows) {
        var many = PeppolInvoice.ubl(LINES_MANY);
        var stax = perSecond(_ -> OtherEngines.stax(many));
        var ours = perSecond(_ -> valid(many));
        rows.accept(
                new Row(
                        "verdict over 5,000 lines, one core",
                        1_000 / ours,
                        "ms",
                        "ms of a bare StAX pass",
                        1_000 / stax));
    }

    private void pages(Consumer<Row> rows) {
        var invoice = PeppolInvoice.of(1);
        var cii = Invoices.write(invoice, Format.CII);
        var template = Template.plain(Language.GERMAN);
        var printed = perSecond(_ -> InvoicePdf.print(invoice, cii, template, null));
        rows.accept(Row.alone("one-page PDF/A-3 with its XML, one core", printed, "1/s"));
    }

    /// How often it is done a second, once it is compiled.
    private double perSecond(Load.Task task) {
        Load.repeat(time, task);
        return Load.repeat(time.dividedBy(2), task).perSecond();
    }

    private void check() {
        valid(xml);
    }

    private void valid(byte[] invoice) {
        try {
            if (validator.check(invoice).outcome() != Verdict.Outcome.VALID) {
                throw new BenchException("The sample invoice is not valid.");
            }
        } catch (UnreadableInvoice e) {
            throw new BenchException("The sample invoice cannot be read.", e);
        }
    }
}
