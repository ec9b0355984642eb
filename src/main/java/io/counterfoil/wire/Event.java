package io.counterfoil.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;

/// What became of a range of leaves, as it is told on [Topics#EVENTS].
///
/// @param type `final` or `dated`; readers skip types they do not know
/// @param log name of the log, such as `log1`
/// @param from first leaf
/// @param size one past the last leaf
public record Event(String type, String log, long from, long size) {

    /// A quorum has signed a checkpoint of this size.
    public static final String FINAL = "final";

    /// A time-stamp token covers the leaves.
    public static final String DATED = "dated";

    private static final ObjectMapper JSON = new ObjectMapper();

    /// The JSON that goes to the topic.
    public String json() {
        var object =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("type", type)
                        .put("log", log)
                        .put("size", size)
                        .put("from", from);
        return object.toString();
    }

    /// Reads an event; empty when it is none of this kind.
    public static Optional<Event> parse(String json) {
        try {
            var node = JSON.readTree(json);
            return isText(node, "type") && isText(node, "log")
                    ? Optional.of(
                            new Event(
                                    node.path("type").textValue(),
                                    node.path("log").textValue(),
                                    node.path("from").asLong(),
                                    node.path("size").asLong()))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static boolean isText(JsonNode node, String member) {
        return node.path(member).isTextual();
    }
}
