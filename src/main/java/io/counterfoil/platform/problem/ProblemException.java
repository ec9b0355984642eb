package io.counterfoil.platform.problem;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request is refused; carries all that its answer says, and no stack trace.
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient Map<String, Object> extensions;
    private final @Nullable Duration retryAfter;

    /// @param detail one sentence for the caller: what was wrong here, and what to do
    public ProblemException(ProblemType type, String detail) {
        this(type, detail, Map.of(), null);
    }

    private ProblemException(
            ProblemType type,
            String detail,
            Map<String, Object> extensions,
            @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.type = type;
        this.extensions = Map.copyOf(extensions);
        this.retryAfter = retryAfter;
    }

    /// The same refusal with one more member in its answer.
    public ProblemException with(String member, Object value) {
        var more = new HashMap<>(extensions);
        more.put(member, value);
        return new ProblemException(type, detail(), more, retryAfter);
    }

    /// The same refusal with a Retry-After header, rounded up to whole seconds, at least one.
    public ProblemException retryAfter(Duration wait) {
        return new ProblemException(type, detail(), extensions, wait);
    }

    /// Which of the closed list.
    public ProblemType type() {
        return type;
    }

    /// What was wrong with this request.
    public String detail() {
        return String.valueOf(getMessage());
    }

    /// Further members of the answer.
    public Map<String, Object> extensions() {
        return extensions;
    }

    /// Seconds for the header Retry-After.
    public Optional<Long> retryAfterSeconds() {
        return Optional.ofNullable(retryAfter)
                .map(wait -> Math.max(1, Math.ceilDiv(wait.toMillis(), 1000L)));
    }
}
