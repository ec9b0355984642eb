package io.counterfoil.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Names what slows intake down. It stays ready meanwhile: it takes in what it took in before, and
/// whoever waits is answered a little later.
@Readiness
@ApplicationScoped
class IntakeHealth implements HealthCheck {

    private final Intake intake;
    private final TopicIntake topics;

    IntakeHealth(Intake intake, TopicIntake topics) {
        this.intake = intake;
        this.topics = topics;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("intake").up();
        if (!intake.isRunning()) {
            return answer.withData("role", "off").build();
        }
        var trouble =
                Stream.of(intake.running().events().trouble(), topics.trouble())
                        .filter(each -> !each.isEmpty())
                        .collect(Collectors.joining("; "));
        return (trouble.isEmpty() ? answer : answer.withData("trouble", trouble)).build();
    }
}
