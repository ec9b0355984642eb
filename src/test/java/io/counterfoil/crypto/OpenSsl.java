package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.story.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs the system's OpenSSL, the outside judge of our tokens.
record OpenSsl(Path directory) {

    /// What a run ended with.
    record Outcome(int status, String output) {}

    Path file(String name) {
        return directory.resolve(name);
    }

    Path write(String name, byte[] content) throws IOException {
        return Files.write(file(name), content);
    }

    byte[] read(String name) throws IOException {
        return Files.readAllBytes(file(name));
    }

    /// Runs in the directory; words are separated by one space.
    Outcome run(String words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Tool.OPENSSL.path().toString()));
        command.addAll(List.of(words.split(" ")));
        var process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    /// Runs what must succeed.
    void must(String words) throws IOException, InterruptedException {
        var outcome = run(words);
        if (outcome.status() != 0) {
            throw new IOException("openssl %s: %s".formatted(words, outcome.output()));
        }
    }
}
