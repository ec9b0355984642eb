package io.counterfoil.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    @Test
    void holdsABurstAndThenSaysHowLongToWait() {
        var bucket = new TokenBucket(10, 3, 0);
        for (var i = 0; i < 3; i++) {
            assertThat(bucket.take(0)).isEmpty();
        }
        assertThat(bucket.take(0)).contains(Duration.ofMillis(100));
    }

    @Test
    void refillsAtItsRateAndNeverBeyondItsBurst() {
        var bucket = new TokenBucket(10, 2, 0);
        bucket.take(0);
        bucket.take(0);
        var aSecond = Duration.ofSeconds(1).toNanos();
        assertThat(bucket.take(aSecond)).isEmpty();
        assertThat(bucket.take(aSecond)).isEmpty();
        assertThat(bucket.take(aSecond)).isPresent();
    }

    @Test
    void aReadingOfAThreadThatWasHeldUpTakesNothingBack() {
        var bucket = new TokenBucket(10, 3, 0);
        var aSecond = Duration.ofSeconds(1).toNanos();
        assertThat(bucket.take(aSecond)).isEmpty();
        assertThat(bucket.take(0)).isEmpty();
        assertThat(bucket.take(aSecond)).isEmpty();
        assertThat(bucket.take(aSecond)).contains(Duration.ofMillis(100));
    }
}
