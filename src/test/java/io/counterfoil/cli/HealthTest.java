package io.counterfoil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.platform.DataDirectory.Holder;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTest {

    private static final Holder HOLDER = new Holder(7, 8080);

    private static final String SLOWED =
            """
            {"status": "UP", "checks": [
                {"name": "ledger", "status": "UP"},
                {"name": "intake", "status": "UP", "data": {"trouble": "it says \\"no\\""}}]}
            """;

    @Test
    void aServerThatIsReadyAndSlowedDownIsBoth() throws IOException {
        var health = Health.of(200, SLOWED);
        assertThat(health.isReady()).isTrue();
        assertThat(health.troubles()).containsExactly("intake: it says \"no\"");
        assertThat(Status.line(health, HOLDER))
                .isEqualTo(
                        """
                        Counterfoil is ready: process 7, http://127.0.0.1:8080/.
                          intake: it says "no\"\
                        """);
        assertThat(Status.object(health, HOLDER))
                .isEqualTo(
                        """
                        {"state":"ready","pid":7,"port":8080,"troubles":["intake: it says \\"no\\""]}\
                        """);
    }

    @Test
    void aServerWithoutTroubleTakesOneLine() {
        var health = new Health(true, List.of());
        assertThat(Status.line(health, HOLDER)).doesNotContain("\n");
        assertThat(Status.object(health, HOLDER)).doesNotContain("troubles");
    }

    @Test
    void aPortWhereNothingListensIsNotReady() {
        assertThat(Health.at(1)).isEqualTo(new Health(false, List.of()));
    }
}
