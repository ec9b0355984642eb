package io.counterfoil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    private static final Set<String> VALUED = Set.of("data", "port");
    private static final Set<String> SWITCHES = Set.of("detach");

    @Test
    void readsOptionsInEitherFormAndKeepsTheRestInOrder() {
        var arguments =
                Arguments.parse(
                        List.of("a", "--data", "d", "--port=7", "--detach", "--", "--b"),
                        VALUED,
                        SWITCHES);
        assertThat(arguments.value("data")).hasValue("d");
        assertThat(arguments.port()).isEqualTo(7);
        assertThat(arguments.has("detach")).isTrue();
        assertThat(arguments.rest()).containsExactly("a", "--b");
    }

    @Test
    void refusesAValueGivenTwiceInsteadOfChoosing() {
        refuses("--port is given twice", "--port", "1", "--port=2");
    }

    @Test
    void refusesWhatTheCommandHasNoUseFor() {
        refuses("no use for \"extra\"", "--port", "1", "extra");
        refuses("no option --prot", "--prot", "1");
        refuses("needs a value", "--port");
    }

    private static void refuses(String reason, String... words) {
        assertThatThrownBy(() -> Arguments.options(List.of(words), VALUED, SWITCHES))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(reason);
    }
}
