package io.counterfoil.story;

import io.counterfoil.platform.embedded.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The product as a process of its own, started by its launcher on a data directory.
final class Product implements AutoCloseable {

    private static final Path LAUNCHER = Path.of("counterfoil").toAbsolutePath();
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final long COMMAND_SECONDS_MAX = 600;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Path data;
    private final int port;
    private Settings settings;
    private Process process;

    private Product(Path data, int port, Settings settings) {
        this.data = data;
        this.port = port;
        this.settings = settings;
        this.process = launch(data, port, settings);
    }

    /// How it is started.
    ///
    /// @param roles as `--roles` takes them
    /// @param environment on top of this process's
    record Settings(String roles, Map<String, String> environment) {

        static final Settings USUAL = new Settings("all", Map.of());
    }

    /// Starts on a directory and waits until it is ready.
    static Product start(Path data) {
        return start(data, Settings.USUAL);
    }

    /// Starts in another way than usual.
    static Product start(Path data, Settings settings) {
        var product = new Product(data, Ports.anyFree(), settings);
        try {
            product.awaitReady();
            return product;
        } catch (AssertionError e) {
            product.process.destroy();
            throw e;
        }
    }

    /// Starts beside others and waits for nothing.
    static Product begin(Path data, int port, Settings settings) {
        return new Product(data, port, settings);
    }

    /// The outcome of a command.
    record Outcome(int exitCode, String out, String err) {}

    /// Runs a launcher command to its end.
    static Outcome run(String... words) {
        return run(Map.of(), words);
    }

    /// Runs a launcher command in a changed environment.
    static Outcome run(Map<String, String> environment, String... words) {
        var command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(words));
        try {
            var out = Files.createTempFile("out", ".txt");
            var err = Files.createTempFile("err", ".txt");
            var builder =
                    new ProcessBuilder(command)
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            if (!process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the command did not end: " + String.join(" ", words));
            }
            var outcome =
                    new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
            Files.delete(out);
            Files.delete(err);
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// Waits for a condition of the running product.
    static void await(String what, Duration limit, BooleanSupplier condition) {
        var deadline = Instant.now().plus(limit);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not within %s: %s".formatted(limit, what));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /// The data directory.
    Path data() {
        return data;
    }

    /// The HTTP port.
    int port() {
        return port;
    }

    /// The process id.
    long pid() {
        return process.pid();
    }

    /// The API key of a role, from its file.
    String key(String role) {
        try {
            return Files.readString(data.resolve("keys").resolve(role + ".key")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A request to a path, to be completed and sent.
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .timeout(Duration.ofSeconds(60));
    }

    /// A request with the key of a role.
    HttpRequest.Builder request(String path, String role) {
        return request(path).header("Authorization", "Bearer " + key(role));
    }

    /// Sends a request and reads the answer as text.
    HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// Sends a request and reads the answer as bytes.
    HttpResponse<byte[]> fetch(HttpRequest.Builder request) throws IOException {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /// Waits until a record has been dated by an outside authority.
    void awaitDated(String id) {
        await(
                "dated",
                Duration.ofSeconds(60),
                () -> {
                    try {
                        var record = send(request("/v1/evidence/" + id)).body();
                        return record.contains("\"state\":\"dated\"");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /// Ends the process as a power cut would, leaving its orphans.
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /// Ends the process as Ctrl-C does.
    void stop() {
        process.destroy();
        awaitEnd();
    }

    /// Starts again on the same directory and port; waits for nothing.
    void beginAgain() {
        process = launch(data, port, settings);
    }

    /// Starts again on the same directory and port; waits until it is ready.
    ///
    /// @return how long that took
    Duration restart() {
        var began = Instant.now();
        beginAgain();
        awaitReady();
        return Duration.between(began, Instant.now());
    }

    /// The same in another way.
    void restart(Settings other) {
        settings = other;
        restart();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }

    private static Process launch(Path data, int port, Settings settings) {
        try {
            Files.createDirectories(data);
            var builder =
                    new ProcessBuilder(
                                    LAUNCHER.toString(),
                                    "up",
                                    "--data",
                                    data.toString(),
                                    "--port",
                                    String.valueOf(port),
                                    "--roles",
                                    settings.roles)
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            data.resolve("story.log").toFile()));
            builder.environment().putAll(settings.environment);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until it says that it is ready.
    void awaitReady() {
        await(
                "ready",
                START_LIMIT,
                () -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("the product ended: " + log());
                    }
                    return isReady();
                });
    }

    private boolean isReady() {
        try {
            return send(request("/q/health/ready")).statusCode() == 200;
        } catch (IOException _) {
            return false; // nothing listens yet
        }
    }

    /// The last lines of what it printed.
    String log() {
        try {
            var lines = Files.readAllLines(data.resolve("story.log"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the product does not end: " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
