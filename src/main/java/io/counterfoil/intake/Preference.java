package io.counterfoil.intake;

import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The header Prefer (RFC 7240), as far as it is honoured: `wait=N`.
final class Preference {

    private static final String WAIT = "wait";
    private static final int DIGITS_MAX = 9;

    private Preference() {}

    /// How long the client would wait for the end, bounded; other preferences are ignored.
    ///
    /// @param header the header's value; several preferences are separated by commas, each may have
    ///   parameters behind semicolons
    static Optional<Duration> waiting(@Nullable String header, Duration max) {
        if (header == null) {
            return Optional.empty();
        }
        for (var preference : header.split(",", -1)) {
            var word = preference.split(";", 2)[0].split("=", 2);
            if (word.length == 2 && word[0].strip().equalsIgnoreCase(WAIT)) {
                var asked = Duration.ofSeconds(seconds(unquoted(word[1].strip())));
                return Optional.of(asked.compareTo(max) < 0 ? asked : max);
            }
        }
        return Optional.empty();
    }

    private static String unquoted(String word) {
        var quoted = word.length() > 1 && word.startsWith("\"") && word.endsWith("\"");
        return quoted ? word.substring(1, word.length() - 1) : word;
    }

    private static long seconds(String text) {
        var digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (text.isEmpty() || text.length() > DIGITS_MAX || !digits) {
            throw new ProblemException(
                    ProblemType.PARAMETER_INVALID,
                    "Prefer: wait= takes a whole number of seconds.");
        }
        return Long.parseLong(text);
    }
}
