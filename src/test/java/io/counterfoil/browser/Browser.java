package io.counterfoil.browser;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.story.Tool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A headless Chromium with a profile of its own, which is empty at the start.
public final class Browser implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path profile;
    private final Process process;
    private final int port;

    private Browser(Path profile) throws IOException {
        this.profile = profile;
        this.process = launch(Files.createDirectories(profile));
        this.port = awaitPort();
    }

    /// Starts it.
    ///
    /// @param profile a folder that is not there yet; what is downloaded lies in its `downloads`
    public static Browser start(Path profile) throws IOException {
        return new Browser(profile);
    }

    /// Opens a tab that shows nothing yet.
    ///
    /// @param language what it says it wants, as in Accept-Language
    public Page tab(String language) throws IOException {
        var request =
                HttpRequest.newBuilder(address("/json/new?about:blank"))
                        .PUT(HttpRequest.BodyPublishers.noBody())
                        .build();
        try {
            var target =
                    new ObjectMapper().readTree(http.send(request, BodyHandlers.ofString()).body());
            var tools =
                    DevTools.connect(
                            http, URI.create(target.path("webSocketDebuggerUrl").asText()));
            return new Page(tools, profile.resolve("downloads"), language);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// Its sandbox needs rights that a container seldom gives; it sees our own pages only.
    private static Process launch(Path profile) throws IOException {
        return new ProcessBuilder(
                        Tool.CHROMIUM.path().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("chromium.log").toFile())
                .start();
    }

    /// It writes the port it chose into its profile.
    private int awaitPort() throws IOException {
        var file = profile.resolve("DevToolsActivePort");
        var deadline = Instant.now().plus(START_LIMIT);
        while (!Files.exists(file) || Files.readAllLines(file).size() < 2) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                process.destroyForcibly();
                throw new AssertionError(
                        "Chromium does not start: "
                                + Files.readString(profile.resolve("chromium.log")));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return Integer.parseInt(Files.readAllLines(file).getFirst());
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(port, path));
    }
}
