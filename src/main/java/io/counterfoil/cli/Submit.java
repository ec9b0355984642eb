package io.counterfoil.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Preserves files: each becomes a record, and the command stays until a quorum has signed for it.
final class Submit {

    private static final String USAGE =
            "usage: ./counterfoil submit FILE... [--no-wait] [--again] [--json] [--data DIR]";
    private static final int BUFFER = 1 << 16;

    private final Calls calls;
    private final Output output;
    private final boolean again;

    private Submit(Calls calls, Output output, boolean again) {
        this.calls = calls;
        this.output = output;
        this.again = again;
    }

    private record Sent(Path file, String id) {}

    static int run(List<String> words) {
        var arguments = Arguments.parse(words, Set.of("data"), Set.of("json", "no-wait", "again"));
        if (arguments.rest().isEmpty()) {
            throw new Refusal(USAGE);
        }
        var calls = Server.of(arguments.data()).as("depositor");
        var submit = new Submit(calls, Output.of(arguments), arguments.has("again"));
        return submit.all(arguments.rest(), arguments.has("no-wait"));
    }

    /// All files are sent before the first is waited for, so that they become final together.
    private int all(List<String> files, boolean noWait) {
        var exit = 0;
        var sent = new ArrayList<Sent>();
        for (var file : files) {
            try {
                var answer = send(Path.of(file), calls, again);
                if (noWait) {
                    tell(Path.of(file), answer);
                }
                sent.add(new Sent(Path.of(file), answer.path("id").asText()));
            } catch (Refusal refusal) {
                output.refuse(file, refusal);
                exit = refusal.exitCode();
            }
        }
        return noWait ? exit : Math.max(exit, follow(sent));
    }

    private int follow(List<Sent> sent) {
        var exit = 0;
        for (var one : sent) {
            try {
                tell(one.file, Waiting.until("final", one.id, calls));
            } catch (Refusal refusal) {
                output.refuse(one.file.toString(), refusal);
                exit = refusal.exitCode();
            }
        }
        return exit;
    }

    private void tell(Path file, JsonNode record) {
        output.say(
                "%s  %s  %s"
                        .formatted(
                                record.path("id").asText(), record.path("state").asText(), file));
        output.object(record);
    }

    /// Sends one file; the answer is the promised record, or the first one of the same bytes.
    static JsonNode send(Path file, Calls calls) {
        return send(file, calls, false);
    }

    private static JsonNode send(Path file, Calls calls, boolean again) {
        if (!Files.isRegularFile(file)) {
            throw new Refusal(1, "There is no such file.");
        }
        try (var progress = Progress.of(String.valueOf(file.getFileName()), Files.size(file))) {
            var form = new FormOfOneFile(file, type(file), UUID.randomUUID().toString());
            var key = again ? UUID.randomUUID().toString() : idempotencyKey(form);
            return calls.json("/v1/evidence", request -> post(request, form, key, progress));
        } catch (IOException | UncheckedIOException e) {
            throw new Refusal(1, "The file cannot be read: " + e.getMessage());
        }
    }

    private static HttpRequest.Builder post(
            HttpRequest.Builder request, FormOfOneFile form, String key, Progress progress) {
        try {
            return request.header("Content-Type", form.contentType())
                    .header("Idempotency-Key", key)
                    .POST(form.body(progress));
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Follows from the bytes and their type alone: who submits it again, because an answer was
    /// lost or by mistake, gets the first record back for as long as the server keeps its answer.
    /// `--again` makes a new one.
    private static String idempotencyKey(FormOfOneFile form) throws IOException {
        var what = "submit\0%s\0".formatted(form.type());
        try (var in = Files.newInputStream(form.file())) {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(what.getBytes(StandardCharsets.UTF_8));
            var buffer = new byte[BUFFER];
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String type(Path file) {
        var type = URLConnection.guessContentTypeFromName(file.getFileName().toString());
        return type == null ? "application/octet-stream" : type;
    }
}
