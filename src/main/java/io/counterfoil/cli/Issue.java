package io.counterfoil.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// Issues invoices: UBL, CII, Factur-X or JSON, told apart by their first character.
final class Issue {

    private static final String USAGE =
            "usage: ./counterfoil issue INVOICE... [--dry-run] [--strict] [--no-wait] [--json] [--data DIR]";

    private Issue() {}

    static int run(List<String> words) {
        var arguments =
                Arguments.parse(
                        words, Set.of("data"), Set.of("json", "no-wait", "dry-run", "strict"));
        if (arguments.rest().isEmpty()) {
            throw new Refusal(USAGE);
        }
        var calls = Server.of(arguments.data()).as("issuer");
        var output = Output.of(arguments);
        var exit = 0;
        for (var file : arguments.rest()) {
            try {
                one(Path.of(file), arguments, calls, output);
            } catch (Refusal refusal) {
                output.refuse(file, refusal);
                exit = refusal.exitCode();
            }
        }
        return exit;
    }

    private static void one(Path file, Arguments arguments, Calls calls, Output output) {
        var path = "/v1/invoices?strict=" + arguments.has("strict");
        if (arguments.has("dry-run")) {
            var checked = send(file, path + "&dry-run=true", calls);
            output.object(checked);
            output.say(file + "  valid");
            Problems.remarks(checked).forEach(output::say);
            return;
        }
        var issued = send(file, path, calls);
        Problems.remarks(issued).forEach(output::say);
        var id = issued.path("id").asText();
        var state =
                arguments.has("no-wait")
                        ? issued.path("state").asText("promised")
                        : Waiting.until("final", id, calls).path("state").asText();
        output.say("%s  %s  %s  %s".formatted(id, state, issued.path("number").asText(), file));
        output.object(issued);
    }

    /// Sends one invoice; the answer is the issued one.
    static JsonNode send(Path file, String path, Calls calls) {
        try {
            var content = Files.readAllBytes(file);
            return calls.json(
                    path,
                    request ->
                            request.header("Content-Type", type(content))
                                    .header("Idempotency-Key", key(content))
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(content)));
        } catch (IOException e) {
            throw new Refusal(1, "The file cannot be read.");
        }
    }

    /// The server reads the same bytes again as the same request, never as a second invoice.
    private static String key(byte[] content) {
        try {
            return "issue-"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String type(byte[] content) {
        var first = content.length == 0 ? ' ' : (char) content[0];
        return switch (first) {
            case '%' -> "application/pdf";
            case '{' -> "application/json";
            default -> "application/xml";
        };
    }
}
