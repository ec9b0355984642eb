package io.counterfoil.cli;

import io.counterfoil.platform.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// A run over everything that starts, for the ahead-of-time caches: brings a server up, walks a
/// file through it, leaves its package for `verify` to be trained on, and ends itself.
final class Train {

    private Train() {}

    static int run(List<String> words) {
        var data = Arguments.options(words, Set.of("data"), Set.of()).data();
        var port = Ports.anyFree();
        Ready.whenReady(port, () -> walkAndEnd(data));
        return Up.run(List.of("--data", data.toString(), "--port", String.valueOf(port)));
    }

    /// Whatever happens, the run ends: a shorter walk makes a smaller cache, no fault.
    private static void walkAndEnd(Path data) {
        try {
            var calls = Server.of(data).as("depositor");
            var file =
                    Files.writeString(data.resolve("training.txt"), "A walk through the house.\n");
            var id = Submit.send(file, calls).path("id").asText();
            Fetch.packageOf(id, data.resolve("training.asice"), calls);
        } catch (IOException | Refusal e) {
            System.err.println("The walk ended early: " + e.getMessage());
        } finally {
            System.exit(0);
        }
    }
}
