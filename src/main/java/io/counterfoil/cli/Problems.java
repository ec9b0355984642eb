package io.counterfoil.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Says a server's RFC 9457 problem in words.
final class Problems {

    /// More findings than that are only counted.
    private static final int FINDINGS_MAX = 20;

    private Problems() {}

    /// The title, the detail, and each finding on a line of its own.
    static String sentence(int status, byte[] body) {
        JsonNode problem;
        try {
            problem = new ObjectMapper().readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return "The server answers with status %d.".formatted(status);
        }
        var title = problem.path("title").asText("The server answers with status " + status);
        var head = "%s: %s".formatted(title, problem.path("detail").asText("no detail"));
        return Stream.concat(Stream.of(head), findings(problem.path("findings")))
                .collect(Collectors.joining("\n"));
    }

    private static Stream<String> findings(JsonNode findings) {
        var lines =
                StreamSupport.stream(findings.spliterator(), false)
                        .limit(FINDINGS_MAX)
                        .map(Problems::finding);
        return findings.size() <= FINDINGS_MAX
                ? lines
                : Stream.concat(
                        lines,
                        Stream.of("  and %d more".formatted(findings.size() - FINDINGS_MAX)));
    }

    /// What an answer says beside its matter: findings that did not count, and what was not
    /// carried.
    static Stream<String> remarks(JsonNode answer) {
        return Stream.concat(
                findings(answer.path("findings")),
                StreamSupport.stream(answer.path("notCarried").spliterator(), false)
                        .limit(FINDINGS_MAX)
                        .map(lost -> join("not carried", lost, "model", "location", "value")));
    }

    /// Rule, place, what is wrong and what to do.
    private static String finding(JsonNode finding) {
        return join("", finding, "rule", "model", "location", "message", "remedy");
    }

    private static String join(String first, JsonNode node, String... names) {
        return Stream.concat(
                        Stream.of(first),
                        Arrays.stream(names).map(name -> node.path(name).asText("")))
                .filter(text -> !text.isBlank())
                .collect(Collectors.joining(" · ", "  ", ""));
    }
}
