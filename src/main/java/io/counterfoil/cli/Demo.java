package io.counterfoil.cli;

import io.counterfoil.platform.DataDirectory;
import io.counterfoil.platform.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Shows the whole way once: issues an invoice and preserves a file, waits for the proof and the
/// date of each, takes both packages away and verifies them offline. Uses the server of the data
/// directory, or starts one and stops it again.
final class Demo {

    private static final int PORT = 8080;

    private final Path data;
    private final Path folder;
    private final Output output;

    private Demo(Path data, Path folder, Output output) {
        this.data = data;
        this.folder = folder;
        this.output = output;
    }

    static int run(List<String> words) {
        var arguments = Arguments.options(words, Set.of("data", "port"), Set.of("json"));
        var data = arguments.data();
        var output = Output.of(arguments);
        var isOurs = DataDirectory.holder(data).isEmpty();
        if (isOurs) {
            output.say("Starting a server on %s ...".formatted(data));
            start(data, arguments);
        }
        try {
            var folder = Files.createDirectories(data.resolve("demo"));
            return new Demo(data, Files.createTempDirectory(folder, "run-"), output).walk();
        } catch (IOException e) {
            throw new Refusal(1, "The demo cannot write its files: " + e.getMessage());
        } finally {
            if (isOurs) {
                output.say("Stopping the server.");
                Down.stop(data);
            }
        }
    }

    private static void start(Path data, Arguments arguments) {
        var port = arguments.value("port").isPresent() ? arguments.port() : freePort();
        Detached.start(data, port, System.err);
    }

    private static int freePort() {
        return Ports.isFree(PORT) ? PORT : Ports.anyFree();
    }

    private int walk() throws IOException {
        var server = Server.of(data);
        DemoInvoice.prepare(server);
        var invoice = DemoInvoice.write(folder.resolve("invoice.xml"));
        output.say("Issuing " + invoice);
        var issuer = server.as("issuer");
        var issued = Issue.send(invoice, "/v1/invoices", issuer);
        output.say("  number %s".formatted(issued.path("number").asText()));
        var first = follow(invoice, issued.path("id").asText(), issuer);

        var file =
                Files.writeString(
                        folder.resolve("agreement.txt"),
                        "The parties agree on nothing in particular, at %s.%n"
                                .formatted(Instant.now()));
        output.say("Preserving " + file);
        var depositor = server.as("depositor");
        var kept = Submit.send(file, depositor);
        return Math.max(first, follow(file, kept.path("id").asText(), depositor));
    }

    /// Waits for both proofs of a record, and verifies its package with the server's trust only.
    private int follow(Path file, String id, Calls calls) throws IOException {
        output.say("  promised as " + id);
        var agreed = Waiting.until("final", id, calls);
        output.say("  final: a quorum of members has signed the checkpoint that covers it");
        output.object(agreed);
        var dated = Waiting.until("dated", id, calls);
        output.say(
                "  dated by %s".formatted(dated.path("dates").path(0).path("authority").asText()));
        var taken = folder.resolve(file.getFileName() + ".asice");
        Fetch.packageOf(id, taken, calls);
        output.say("Verifying %s offline".formatted(taken));
        var words = new ArrayList<>(List.of(taken.toString(), "--data", data.toString()));
        if (output.json()) {
            words.add("--json");
        }
        return Verify.run(words);
    }
}
