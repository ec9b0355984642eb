package io.counterfoil.intake;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.rules.Finding;
import io.counterfoil.invoice.rules.Validator;
import io.counterfoil.invoice.rules.Verdict;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.platform.Role;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The official rules, a few invoices at a time: each check takes a processor for milliseconds.
@ApplicationScoped
class InvoiceRules {

    private static final int CHECKS_MAX = Runtime.getRuntime().availableProcessors() * 2;
    private static final long WAIT_SECONDS_MAX = 10;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Validator validator = new Validator();
    private final Semaphore places = new Semaphore(CHECKS_MAX, true);
    private final boolean active;

    InvoiceRules(@ConfigProperty(name = "counterfoil.roles") String roles) {
        this.active = Role.parse(roles).contains(Role.INTAKE);
    }

    /// Compiles the commonest rules in the background, so that the first invoice need not wait.
    void warmUp(@Observes StartupEvent event) {
        if (active) {
            var thread = new Thread(validator::warmUp, "invoice-rules");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /// Checks an invoice by the rules that it claims to keep.
    Verdict check(Bytes xml) {
        try {
            if (!places.tryAcquire(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new ProblemException(
                                ProblemType.OVERLOADED, "Too many invoices wait to be checked.")
                        .retryAfter(RETRY_AFTER);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        try {
            return validator.check(xml.toArray());
        } catch (UnreadableInvoice e) {
            throw new ProblemException(ProblemType.MALFORMED, String.valueOf(e.getMessage()));
        } finally {
            places.release();
        }
    }

    /// @throws ProblemException unless every rule that was asked for ran and holds
    static void require(Verdict verdict) {
        switch (verdict.outcome()) {
            case VALID -> {}
            case INVALID ->
                    throw new ProblemException(
                                    ProblemType.INVOICE_INVALID,
                                    "%d findings; nothing was issued."
                                            .formatted(verdict.findings().size()))
                            .with("findings", findings(verdict));
            case NOT_CHECKED ->
                    throw new ProblemException(
                                    ProblemType.INVOICE_INVALID,
                                    "The rules that the invoice claims to keep (BT-24) are not known"
                                            + " here, so it cannot be called valid.")
                            .with("findings", findings(verdict));
        }
    }

    /// Findings as they are shown.
    static List<Map<String, Object>> findings(Verdict verdict) {
        return verdict.findings().stream().map(InvoiceRules::finding).toList();
    }

    private static Map<String, Object> finding(Finding finding) {
        return Map.of(
                "rule", finding.rule(),
                "severity", finding.severity().name().toLowerCase(Locale.ROOT),
                "terms", finding.terms(),
                "location", finding.location(),
                "message", finding.message());
    }
}
