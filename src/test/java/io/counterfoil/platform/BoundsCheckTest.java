package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.intake.IntakeConfig;
import io.counterfoil.member.MemberConfig;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The bounds of settings, found as the server finds them: by the service that the program names.
class BoundsCheckTest {

    @Test
    void defaultsAreWithinTheirBounds() {
        var intake = read(IntakeConfig.class, Map.of()).getConfigMapping(IntakeConfig.class);
        assertThat(intake.log().number()).isEqualTo(1);
    }

    @Test
    void namesEverySettingThatIsOutOfBounds() {
        var set =
                Map.of(
                        "counterfoil.intake.queue-rows-max", "9999",
                        "counterfoil.intake.waiters-max", "0",
                        "counterfoil.intake.log.number", "32768");
        assertThatThrownBy(() -> read(IntakeConfig.class, set))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContainingAll(
                        "counterfoil.intake.queue-rows-max is 9999 and must be from 10000 to"
                                + " 1000000.",
                        "counterfoil.intake.waiters-max is 0 and must be at least 1.",
                        "counterfoil.intake.log.number is 32768 and must be from 1 to 32767.");
    }

    @Test
    void takesTheBoundsThemselves() {
        var set =
                Map.of(
                        "counterfoil.intake.queue-rows-max", "10000",
                        "counterfoil.intake.log.number", "32767");
        var intake = read(IntakeConfig.class, set).getConfigMapping(IntakeConfig.class);
        assertThat(intake.queueRowsMax()).isEqualTo(10_000);
    }

    @Test
    void looksIntoGroupsThatHaveNames() {
        var set = Map.of("counterfoil.member.nodes.tax.port", "65536");
        assertThatThrownBy(() -> read(MemberConfig.class, set))
                .hasMessageContaining(
                        "counterfoil.member.nodes.tax.port is 65536 and must be from 0 to 65535.");
    }

    private static SmallRyeConfig read(Class<?> mapping, Map<String, String> set) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredCustomizers()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withMapping(mapping)
                .withDefaultValues(set)
                .build();
    }
}
