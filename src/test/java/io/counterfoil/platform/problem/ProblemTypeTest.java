package io.counterfoil.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The closed list of refusals, and its printed form in docs/problems.md.
class ProblemTypeTest {

    @Test
    void docsSayWhatTheListSays() throws IOException {
        var file = Path.of("docs", "problems.md");
        assertThat(Files.readString(file)).isEqualTo(page());
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeIsFoundByItsSlug(ProblemType type) {
        assertThat(ProblemType.ofSlug(type.slug())).contains(type);
        assertThat(type.uri()).matches("/problems/[a-z]+(-[a-z]+)*");
        assertThat(type.page()).endsWith(".");
        assertThat(type.status()).isBetween(400, 599);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 406, 413, 414, 415})
    void aBareStatusKeepsItsNumber(int status) {
        assertThat(ProblemAnswers.ofStatus(status, null).type().status()).isEqualTo(status);
    }

    @Test
    void aWaitIsRoundedUpToWholeSeconds() {
        var refusal = new ProblemException(ProblemType.OVERLOADED, "full");
        assertThat(refusal.retryAfterSeconds()).isEmpty();
        assertThat(refusal.retryAfter(Duration.ofMillis(1)).retryAfterSeconds()).contains(1L);
        assertThat(refusal.retryAfter(Duration.ofMillis(1001)).retryAfterSeconds()).contains(2L);
    }

    @Test
    void carriesItsExtensions() {
        var refusal =
                new ProblemException(ProblemType.NUMBER_TAKEN, "taken").with("difference", "total");
        assertThat(Problem.of(refusal, "/v1/invoices").extensions())
                .containsEntry("difference", "total");
    }

    private static String page() {
        return Arrays.stream(ProblemType.values())
                .map(type ->
                        "\n## %s\n\n%d · %s.\n\n%s\n"
                                .formatted(type.slug(), type.status(), type.title(), type.page()))
                .collect(
                        Collectors.joining(
                                "",
                                """
                                # Problems

                                Every refusal is an RFC 9457 problem whose `type` is one of these; the server shows the same text at `/problems/{type}`.
                                """,
                                ""));
    }
}
