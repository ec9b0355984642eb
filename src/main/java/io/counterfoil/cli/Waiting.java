package io.counterfoil.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Waits until a record has come far enough.
final class Waiting {

    /// A consortium that takes longer is in trouble; the promise stands nevertheless.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final List<String> ORDER = List.of("promised", "logged", "final", "dated");
    private static final long POLL_MILLIS_MIN = 50;
    private static final long POLL_MILLIS_MAX = 1_000;

    private Waiting() {}

    /// The record once it has reached a state.
    ///
    /// @throws Refusal when a rule refused it, or it takes too long
    static JsonNode until(String state, String id, Calls calls) {
        try (var progress = Progress.waiting(id)) {
            var deadline = Instant.now().plus(PATIENCE);
            for (var poll = POLL_MILLIS_MIN; ; poll = Math.min(poll * 2, POLL_MILLIS_MAX)) {
                var found = calls.json("/v1/evidence/" + id, HttpRequest.Builder::GET);
                var now = found.path("state").asText();
                if (now.equals("refused")) {
                    throw new Refusal(1, refused(id, found));
                }
                if (ORDER.indexOf(now) >= ORDER.indexOf(state)) {
                    return found;
                }
                if (Instant.now().isAfter(deadline)) {
                    throw new Refusal(1, late(id, now, state));
                }
                progress.waitFor("is %s, waiting until it is %s".formatted(now, state));
                pause(poll);
            }
        }
    }

    private static String refused(String id, JsonNode record) {
        return "The log refused the record %s: %s."
                .formatted(id, record.path("refusal").path("title").asText("it breaks a rule"));
    }

    private static String late(String id, String now, String state) {
        return "The record %s is %s but not %s after %d s; ask again later with \"./counterfoil fetch %s\"."
                .formatted(id, now, state, PATIENCE.toSeconds(), id);
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(130, "Interrupted.");
        }
    }
}
