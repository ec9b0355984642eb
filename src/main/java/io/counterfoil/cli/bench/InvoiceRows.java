package io.counterfoil.cli.bench;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.rules.Validator;
import io.counterfoil.invoice.rules.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Invoices: checked by the official rules, and issued.
final class InvoiceRows {

    private static final int AT_ONCE = 16;

    private final Target target;
    private final Client client;
    private final Duration time;
    private final AtomicLong numbers = new AtomicLong(System.currentTimeMillis() * 1_000);

    InvoiceRows(Target target, Client client, Duration time) {
        this.target = target;
        this.client = client;
        this.time = time;
    }

    void rows(Consumer<Row> rows) {
        var xml = sample().getBytes(StandardCharsets.UTF_8);
        Load.repeat(time, _ -> OtherEngines.stax(xml));
        var parsed = Load.repeat(time.dividedBy(2), _ -> OtherEngines.stax(xml));
        var validator = new Validator();
        Load.repeat(time, _ -> validate(validator, xml));
        var validated = Load.repeat(time.dividedBy(2), _ -> validate(validator, xml));
        rows.accept(
                new Row(
                        "invoices validated, official rules, one core",
                        validated.perSecond(),
                        "1/s",
                        "bare StAX passes/s over the same invoice",
                        parsed.perSecond()));
        Load.closed(AT_ONCE, time, _ -> issue());
        var issued = Load.closed(AT_ONCE, time, _ -> issue());
        rows.accept(
                new Row(
                        "invoices issued, %d at once".formatted(AT_ONCE),
                        issued.perSecond(),
                        "1/s",
                        "of these validations, one core",
                        validated.perSecond()));
    }

    private void issue() {
        client.post("/v1/invoices", target.issuerKey(), "application/xml", sample(), 0);
    }

    private String sample() {
        return target.invoice().replace("@NUMBER@", String.valueOf(numbers.incrementAndGet()));
    }

    private static void validate(Validator validator, byte[] xml) {
        try {
            if (validator.check(xml).outcome() != Verdict.Outcome.VALID) {
                throw new BenchException("The sample invoice is not valid.");
            }
        } catch (UnreadableInvoice e) {
            throw new BenchException("The sample invoice cannot be read.", e);
        }
    }
}
