package io.counterfoil.cli;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Fetches what belongs to a record: the package, or a part of it.
final class Fetch {

    private static final String USAGE =
            "usage: ./counterfoil fetch ID... [--proof | --certificate | --content] [--out FILE]"
                    + " [--no-wait] [--json] [--data DIR]";

    /// What can be fetched.
    ///
    /// @param path the last part of its address
    /// @param suffix of the file that it becomes
    /// @param state that the record must have reached
    private record Thing(String path, String suffix, String state) {}

    private static final Thing PACKAGE = new Thing("package", ".asice", "dated");
    private static final Map<String, Thing> THINGS =
            Map.of(
                    "proof", new Thing("proof", ".tlog-proof", "final"),
                    "certificate", new Thing("certificate", ".pdf", "dated"),
                    "content", new Thing("content", ".bin", "promised"));

    private Fetch() {}

    static int run(List<String> words) {
        var arguments =
                Arguments.parse(
                        words,
                        Set.of("data", "out"),
                        Set.of("json", "no-wait", "proof", "certificate", "content"));
        var chosen = THINGS.keySet().stream().filter(arguments::has).toList();
        var ids = arguments.rest();
        if (ids.isEmpty()
                || chosen.size() > 1
                || (ids.size() > 1 && arguments.value("out").isPresent())) {
            throw new Refusal(USAGE);
        }
        var thing = chosen.stream().map(THINGS::get).findFirst().orElse(PACKAGE);
        var calls = Server.of(arguments.data()).as("issuer");
        var output = Output.of(arguments);
        var exit = 0;
        for (var id : ids) {
            try {
                var file = Path.of(arguments.value("out").orElse(id + thing.suffix));
                one(id, thing, file, calls, arguments.has("no-wait"));
                output.say("%s  %,d bytes".formatted(file, Files.size(file)));
                output.object(Map.of("id", id, "file", file.toString(), "size", Files.size(file)));
            } catch (IOException e) {
                output.refuse(id, new Refusal(1, "The file cannot be written: " + e.getMessage()));
                exit = 1;
            } catch (Refusal refusal) {
                output.refuse(id, refusal);
                exit = refusal.exitCode();
            }
        }
        return exit;
    }

    /// The package of a record, once it is dated.
    static void packageOf(String id, Path file, Calls calls) throws IOException {
        one(id, PACKAGE, file, calls, false);
    }

    private static void one(String id, Thing thing, Path file, Calls calls, boolean noWait)
            throws IOException {
        if (!id.matches("[0-9a-f]{32}")) {
            throw new Refusal("An id is 32 digits of lowercase hex.");
        }
        if (Files.exists(file)) {
            throw new Refusal(1, "%s exists already; name another with --out.".formatted(file));
        }
        if (!noWait) {
            Waiting.until(thing.state, id, calls);
        }
        download("/v1/evidence/%s/%s".formatted(id, thing.path), file, calls);
    }

    /// Written beside and moved, so that what has the name is whole.
    private static void download(String path, Path file, Calls calls) throws IOException {
        var response =
                calls.send(
                        path, HttpRequest.Builder::GET, HttpResponse.BodyHandlers.ofInputStream());
        try (var body = response.body()) {
            if (response.statusCode() != 200) {
                throw Calls.refusal(response.statusCode(), body.readAllBytes());
            }
            var length = response.headers().firstValueAsLong("Content-Length").orElse(0);
            var part = Files.createTempFile(file.toAbsolutePath().getParent(), ".fetch", ".part");
            try (var progress = Progress.of(file.getFileName().toString(), length);
                    var out = Files.newOutputStream(part)) {
                var buffer = new byte[1 << 16];
                for (var read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                    out.write(buffer, 0, read);
                    progress.add(read);
                }
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
