package io.counterfoil.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

class SetbackTest {

    private final Setback setback =
            new Setback(Logger.getLogger(SetbackTest.class), "apples cannot be had", "pears can");

    @Test
    void isNamedUntilItIsOver() {
        assertThat(setback.isOver()).isTrue();
        assertThat(setback.trouble()).isEmpty();

        setback.met(new IllegalStateException("no tree"));
        assertThat(setback.isOver()).isFalse();
        assertThat(setback.trouble()).isEqualTo("apples cannot be had: no tree");

        setback.over();
        assertThat(setback.isOver()).isTrue();
        assertThat(setback.trouble()).isEmpty();
    }

    @Test
    void isTriedAgainAfterPausesThatGrowToAMinuteAndBeginAnew() {
        setback.met(new IllegalStateException());
        assertThat(setback.pause()).isEqualTo(Duration.ofSeconds(1));
        setback.met(new IllegalStateException());
        assertThat(setback.pause()).isEqualTo(Duration.ofSeconds(2));
        for (var i = 0; i < 10; i++) {
            setback.met(new IllegalStateException());
        }
        assertThat(setback.pause()).isEqualTo(Duration.ofMinutes(1));

        setback.over();
        setback.met(new IllegalStateException());
        assertThat(setback.pause()).isEqualTo(Duration.ofSeconds(1));
    }
}
