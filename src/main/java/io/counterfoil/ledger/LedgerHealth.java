package io.counterfoil.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready once the log has a final checkpoint to show and its sequencer runs.
@Readiness
@ApplicationScoped
class LedgerHealth implements HealthCheck {

    private final Ledger ledger;

    LedgerHealth(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("ledger");
        if (!ledger.isActive()) {
            return answer.up().withData("role", "off").build();
        }
        var trouble = ledger.trouble();
        return trouble.isEmpty()
                ? answer.up().build()
                : answer.down().withData("trouble", trouble).build();
    }
}
