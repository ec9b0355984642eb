package io.counterfoil.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.platform.problem.ProblemException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferenceTest {

    private static final Duration MAX = Duration.ofMinutes(1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wait=20",
                "WAIT=20",
                "wait = 20",
                "wait=\"20\"",
                "wait=20; strictly",
                "respond-async, wait=20",
                "wait=20, wait=30"
            })
    void readsAWaitInEverySpellingOfRfc7240(String header) {
        assertThat(Preference.waiting(header, MAX)).hasValue(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wait", "respond-async", "waiting=5", ",,", "a=\"b\"; wait=5"})
    void ignoresWhatIsNoWait(String header) {
        assertThat(Preference.waiting(header, MAX)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=", "wait=soon", "wait=-1", "wait=1.5", "wait=\"", "wait=\"\""})
    void refusesAWaitThatIsNoNumberOfSeconds(String header) {
        assertThatThrownBy(() -> Preference.waiting(header, MAX))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void waitsNoLongerThanTheServerDoes() {
        assertThat(Preference.waiting("wait=999999", MAX)).hasValue(MAX);
    }
}
