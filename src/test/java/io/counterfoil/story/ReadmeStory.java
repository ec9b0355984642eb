package io.counterfoil.story;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The README's sessions work as printed; only the port is another.
class ReadmeStory {

    private static final Pattern SESSION =
            Pattern.compile("^```sh\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir Path folder;

    @Test
    void theSessionsWorkAsPrinted() throws IOException, InterruptedException {
        try (var product = Product.start(folder.resolve("data"))) {
            var script = session().replace(":8080", ":" + product.port());
            var output = run(script);
            assertThat(output)
                    .contains("\"state\":\"final\"", "c2sp.org/tlog-proof@v1")
                    .containsPattern("(?s)Proven: .*Proven: ");
            assertThat(folder.resolve("invoice.pdf")).content(ISO_8859_1).startsWith("%PDF-");
        }
    }

    private static String session() throws IOException {
        var sessions = SESSION.matcher(Files.readString(Path.of("README.md"))).results().toList();
        assertThat(sessions).hasSize(2);
        return sessions.get(0).group(1) + sessions.get(1).group(1);
    }

    /// In a folder that has the data directory, the sources and the launcher where a clone has
    /// them.
    private String run(String script) throws IOException, InterruptedException {
        Files.createSymbolicLink(folder.resolve("src"), Path.of("src").toAbsolutePath());
        var launcher = folder.resolve("counterfoil");
        Files.writeString(
                launcher,
                "#!/bin/sh\nexec %s \"$@\"\n".formatted(Path.of("counterfoil").toAbsolutePath()));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        var output = folder.resolve("output.txt");
        var process =
                new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        var ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended).as(Files.readString(output)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }
}
