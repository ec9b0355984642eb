package io.counterfoil.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A log that is heard cannot date back; a log that was silent may make up for it.
class ReceiptWindowTest {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final ReceiptWindow window = new ReceiptWindow(TOLERANCE);

    /// A log that has been heard every minute since the day before.
    @BeforeEach
    void hearTheLogAllDayLong() {
        for (int minute = -26 * 60; minute <= 0; minute++) {
            window.hear(NOON.plus(Duration.ofMinutes(minute)));
            window.store(NOON.plus(Duration.ofMinutes(minute)).toEpochMilli());
        }
    }

    private boolean believes(Duration fromNow, Instant now) {
        return window.doubt(now.plus(fromNow).toEpochMilli(), now).isEmpty();
    }

    @Test
    void believesTimesWithinTheTolerance() {
        for (int minutes = -5; minutes <= 5; minutes++) {
            assertThat(believes(Duration.ofMinutes(minutes), NOON)).isTrue();
        }
    }

    @Test
    void doubtsTheFutureAndThePastBeyondIt() {
        assertThat(window.doubt(NOON.plus(TOLERANCE).toEpochMilli() + 1, NOON))
                .contains("is in the future");
        assertThat(window.doubt(NOON.minus(TOLERANCE).toEpochMilli() - 1, NOON))
                .contains("is long past");
    }

    @Test
    void believesWhatWaitedThroughASilence() {
        Instant afterwards = NOON.plus(Duration.ofHours(8));
        window.hear(afterwards);
        window.store(afterwards.toEpochMilli());

        assertThat(believes(Duration.ofHours(-8), afterwards)).isTrue();
        assertThat(believes(Duration.ofHours(-8).minus(TOLERANCE), afterwards)).isTrue();
        assertThat(believes(Duration.ofHours(-8).minusMinutes(6), afterwards)).isFalse();
    }

    @Test
    void excusesASilenceForADay() {
        Instant afterwards = NOON.plus(Duration.ofHours(8));
        for (int minute = 0; minute <= 25 * 60; minute++) {
            window.hear(afterwards.plus(Duration.ofMinutes(minute)));
            window.store(afterwards.plus(Duration.ofMinutes(minute)).toEpochMilli());
        }

        assertThat(believes(Duration.ofHours(-24), afterwards.plus(Duration.ofHours(23)))).isTrue();
        assertThat(believes(Duration.ofHours(-26), afterwards.plus(Duration.ofHours(25))))
                .isFalse();
    }

    @Test
    void believesABacklogThatIsWorkedOffInItsOrder() {
        Instant later = NOON;
        for (int minute = 1; minute <= 60; minute++) {
            // The log works off half a minute of its backlog in each minute.
            later = NOON.plus(Duration.ofMinutes(minute));
            window.hear(later);
            long receivedAt = NOON.plus(Duration.ofSeconds(30L * minute)).toEpochMilli();
            assertThat(window.doubt(receivedAt, later)).isEmpty();
            window.store(receivedAt);
        }
        assertThat(window.doubt(NOON.toEpochMilli(), later)).contains("is long past");
    }

    @Test
    void believesAnythingOfTheFirstHoursOfAMember() {
        var fresh = new ReceiptWindow(TOLERANCE);
        fresh.hear(NOON);

        assertThat(fresh.doubt(0, NOON)).isEmpty();
        assertThat(fresh.doubt(NOON.plus(TOLERANCE).toEpochMilli() + 1, NOON)).isPresent();
    }

    @Test
    void survivesItsOwnClockBeingSetBack() {
        Instant earlier = NOON.minus(Duration.ofHours(1));

        assertThat(believes(Duration.ZERO, earlier)).isTrue();
        assertThat(believes(Duration.ofMinutes(-5), earlier)).isTrue();
    }

    @Test
    void remembersAllOfItOverARestart() {
        Instant afterwards = NOON.plus(Duration.ofHours(8));
        window.hear(afterwards);

        var restarted = ReceiptWindow.parse(TOLERANCE, window.encoded());

        assertThat(restarted.encoded()).isEqualTo(window.encoded());
        assertThat(restarted.doubt(NOON.toEpochMilli(), afterwards)).isEmpty();
    }
}
