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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The official rules, a few invoices at a time: each check takes a processor for milliseconds.
@ApplicationScoped
class InvoiceRules {

    private static final int CHECKS_MAX = Runtime.getRuntime().availableProcessors() * 2;
    private static final long WAIT_SECONDS_MAX = 10;

    /// Until then the start itself needs the processors.
    private static final long OTHERS_AFTER_SECONDS = 10;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Validator validator = new Validator();
    private final Semaphore places = new Semaphore(CHECKS_MAX, true);
    private final boolean active;

    InvoiceRules(@ConfigProperty(name = "counterfoil.roles") String roles) {
        this.active = Role.parse(roles).contains(Role.INTAKE);
    }

    /// Compiles the rules in the background, the commonest at once, so that the first invoice need
    /// not wait.
    void warmUp(@Observes StartupEvent event) {
        if (active) {
            var thread = new Thread(validator::warmUp, "invoice-rules");
            thread.setDaemon(true);
            thread.start();
            CompletableFuture.delayedExecutor(OTHERS_AFTER_SECONDS, TimeUnit.SECONDS)
                    .execute(validator::warmUpAll);
        }
    }

    /// Checks an invoice by the rules that it claims to keep.
    ///
    /// @param document as it came: XML, or a PDF with XML in it
    /// @param strict whether our own rules are asked too
    Verdict check(Bytes document, boolean strict) {
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
            return strict
                    ? validator.checkStrictly(document.toArray())
                    : validator.check(document.toArray());
        } catch (UnreadableInvoice e) {
            throw new ProblemException(ProblemType.MALFORMED, String.valueOf(e.getMessage()));
        } finally {
            places.release();
        }
    }

    /// @throws ProblemException when the document breaks a rule
    void refuseInvalid(Bytes document) {
        var verdict = check(document, false);
        if (verdict.outcome() == Verdict.Outcome.INVALID) {
            require(verdict);
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
                                    "Not checked: " + notChecked(verdict))
                            .with("findings", findings(verdict));
        }
    }

    private static String notChecked(Verdict verdict) {
        return verdict.checks().stream()
                .filter(check -> check.notChecked() != null)
                .map(check -> "%s, %s.".formatted(check.ruleSet(), check.notChecked()))
                .collect(Collectors.joining(" "));
    }

    /// Findings as they are shown.
    static List<Map<String, Object>> findings(Verdict verdict) {
        return verdict.findings().stream().map(InvoiceRules::finding).toList();
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("rule", finding.rule());
        view.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        view.put("terms", finding.terms());
        view.put("model", finding.place().model());
        view.put("location", finding.location());
        view.put("line", finding.place().line());
        view.put("message", finding.message());
        view.put("remedy", finding.advice().remedy());
        view.put("link", finding.advice().link());
        return view;
    }
}
