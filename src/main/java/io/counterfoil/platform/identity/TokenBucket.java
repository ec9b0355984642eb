package io.counterfoil.platform.identity;

import java.time.Duration;
import java.util.Optional;

/// A token bucket: refilled at a rate, holding at most a burst.
final class TokenBucket {

    private final double tokensPerNano;
    private final double burst;
    private double tokens;
    private long refilledNanos;

    /// @param nowNanos the clock's reading, any origin
    TokenBucket(int tokensPerSecond, int burst, long nowNanos) {
        this.tokensPerNano = tokensPerSecond / 1e9;
        this.burst = burst;
        this.tokens = burst;
        this.refilledNanos = nowNanos;
    }

    /// Takes one token. A reading that is older than the last one, of a thread that was held up,
    /// refills nothing and takes nothing back.
    ///
    /// @return how long to wait for one when there is none
    synchronized Optional<Duration> take(long nowNanos) {
        long elapsed = Math.max(0, nowNanos - refilledNanos);
        tokens = Math.min(burst, tokens + elapsed * tokensPerNano);
        refilledNanos += elapsed;
        if (tokens >= 1) {
            tokens -= 1;
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos((long) Math.ceil((1 - tokens) / tokensPerNano)));
    }
}
