package io.counterfoil.platform.embedded;

import io.counterfoil.platform.DataDirectory;
import io.counterfoil.platform.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The servers of the all-in-one, started side by side, while the program that uses them starts
/// too, and stopped in the order of the data's flow.
public final class Embedded implements AutoCloseable {

    /// Where the build unpacks PostgreSQL; without it the data directory holds the programs.
    private static final String HOME_PROPERTY = "counterfoil.embedded.home";

    private final CompletableFuture<Postgres> postgres;
    private final CompletableFuture<Kafka> kafka;
    private final Ports ports;

    private Embedded(
            CompletableFuture<Postgres> postgres, CompletableFuture<Kafka> kafka, Ports ports) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.ports = ports;
    }

    /// Begins to start both servers, and tells the configuration where they will be.
    public static Embedded begin(DataDirectory data) {
        var ports = new Ports(data.root().resolve("ports"));
        var password = password(data);
        var postgresPort = ports.of("postgres");
        var kafkaPort = ports.of("kafka");
        var controllerPort = ports.of("kafka-controller");
        configure(postgresPort, kafkaPort, password);
        return new Embedded(
                begin(
                        "PostgreSQL",
                        () ->
                                Postgres.start(
                                        home(data),
                                        data.folder("postgres"),
                                        password,
                                        postgresPort)),
                begin("Kafka", () -> Kafka.start(data.folder("kafka"), kafkaPort, controllerPort)),
                ports);
    }

    /// Waits for PostgreSQL.
    ///
    /// @throws StartRefused when it cannot be started
    public void awaitDatabase() {
        await(postgres);
    }

    /// Waits for both.
    ///
    /// @throws StartRefused when one of them cannot be started
    public void awaitAll() {
        await(postgres);
        await(kafka);
    }

    /// Runs something once one of them could not be started.
    public void whenRefused(Runnable action) {
        CompletableFuture.allOf(postgres, kafka)
                .exceptionally(_ -> {
                    action.run();
                    return null;
                });
    }

    /// The ports that were chosen, for further listeners of the same directory.
    public Ports ports() {
        return ports;
    }

    /// Kafka first, PostgreSQL last: what is written to stops after what writes. What is still
    /// starting is waited for.
    @Override
    public void close() {
        close(kafka, Kafka::close);
        close(postgres, Postgres::close);
    }

    private static <T> CompletableFuture<T> begin(String name, Supplier<T> start) {
        return CompletableFuture.supplyAsync(
                start, task -> Thread.ofPlatform().name("start-" + name).daemon().start(task));
    }

    private static <T> T await(CompletableFuture<T> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartRefused refused
                    ? refused
                    : new StartRefused(
                            "An embedded server could not be started: " + e.getCause() + ".", e);
        }
    }

    private static <T> void close(CompletableFuture<T> starting, Consumer<T> close) {
        try {
            close.accept(starting.join());
        } catch (CompletionException _) {
            // it never ran
        }
    }

    private static void configure(int postgresPort, int kafkaPort, Path passwordFile) {
        System.setProperty("quarkus.datasource.reactive.url", Postgres.reactiveUrl(postgresPort));
        System.setProperty("counterfoil.database.jdbc-url", Postgres.jdbcUrl(postgresPort));
        System.setProperty("quarkus.datasource.username", Postgres.USER);
        System.setProperty("quarkus.datasource.password", read(passwordFile));
        System.setProperty("counterfoil.kafka.bootstrap", Kafka.bootstrap(kafkaPort));
    }

    private static Path home(DataDirectory data) {
        var home = System.getProperty(HOME_PROPERTY);
        return home != null ? Path.of(home) : data.folder("postgres");
    }

    private static Path password(DataDirectory data) {
        var file = data.folder("postgres").resolve("password");
        if (Files.exists(file)) {
            return file;
        }
        var random = new byte[24];
        new SecureRandom().nextBytes(random);
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            Files.createFile(file, ownerOnly);
            return Files.writeString(file, HexFormat.of().formatHex(random));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
