package io.counterfoil.platform.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;

/// The body of a refusal, RFC 9457 `application/problem+json`.
///
/// @param detail what was wrong with this request and what to do about it
/// @param instance path of the request
/// @param extensions further members, such as `findings`
@JsonPropertyOrder({"type", "title", "status", "detail", "instance"})
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        @JsonAnyGetter Map<String, Object> extensions) {

    /// The media type of a problem.
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        extensions = Map.copyOf(extensions);
    }

    /// The problem of a refusal, for the request on a path.
    public static Problem of(ProblemException refusal, String path) {
        var type = refusal.type();
        return new Problem(
                type.uri(),
                type.title(),
                type.status(),
                refusal.detail(),
                path,
                refusal.extensions());
    }
}
