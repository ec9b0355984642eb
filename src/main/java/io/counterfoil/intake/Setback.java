package io.counterfoil.intake;

import java.time.Duration;
import org.jboss.logging.Logger;

/// Something that does not work for the time being: told to the log once, to whoever asks until it
/// is over, and tried again after pauses that grow. One thread meets it, all may ask.
final class Setback {

    /// Before the first further try.
    static final Duration PAUSE_MIN = Duration.ofSeconds(1);

    /// What is refused, somebody has to put right: asking more often helps nobody.
    static final Duration PAUSE_MAX = Duration.ofMinutes(1);

    private final Logger log;
    private final String what;
    private final String meanwhile;

    private volatile String trouble = "";

    /// Only the thread that meets it uses it.
    private Duration pause = PAUSE_MIN;

    /// @param what a clause without its end: "events cannot be followed"
    /// @param meanwhile what that means for others until it is over, another clause
    Setback(Logger log, String what, String meanwhile) {
        this.log = log;
        this.what = what;
        this.meanwhile = meanwhile;
    }

    /// It does not work, for the first time or again.
    void met(RuntimeException failure) {
        if (isOver()) {
            log.warnf("%s: until they can, %s reason=%s", what, meanwhile, failure);
        } else {
            var doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(PAUSE_MAX) < 0 ? doubled : PAUSE_MAX;
        }
        trouble = what + ": " + failure.getMessage();
    }

    /// It works, or does again.
    void over() {
        if (!isOver()) {
            log.infof("It is over that %s", what);
            trouble = "";
            pause = PAUSE_MIN;
        }
    }

    boolean isOver() {
        return trouble.isEmpty();
    }

    /// What does not work, and why; empty while it does.
    String trouble() {
        return trouble;
    }

    /// How long to wait before the next try.
    Duration pause() {
        return pause;
    }
}
