package io.counterfoil.platform.embedded;

import io.counterfoil.platform.DataDirectory;
import io.counterfoil.platform.StartRefused;
import io.counterfoil.platform.outside.Outside;
import io.counterfoil.platform.outside.OutsideKafka;
import io.counterfoil.platform.outside.OutsidePostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// PostgreSQL and Kafka: those of the all-in-one are started side by side, while the program that
/// uses them starts too, and stopped in the order of the data's flow; those that run outside are
/// looked at and left running.
public final class Servers implements AutoCloseable {

    /// Where the build unpacks PostgreSQL; without it the data directory holds the programs.
    private static final String HOME_PROPERTY = "counterfoil.embedded.home";

    private final CompletableFuture<Runnable> postgres;
    private final CompletableFuture<Runnable> kafka;
    private final boolean isKafkaOutside;
    private final Ports ports;

    private Servers(DataDirectory data, Ports ports, Outside outside, boolean needsKafka) {
        this.ports = ports;
        this.postgres =
                outside.postgres().map(Servers::lookAt).orElseGet(() -> startPostgres(data));
        this.isKafkaOutside = outside.kafka().isPresent();
        this.kafka =
                outside.kafka()
                        .map(brokers -> lookAt(brokers, needsKafka))
                        .orElseGet(() -> startKafka(data));
    }

    /// Begins to start or look at both servers, and tells the configuration where they are.
    ///
    /// @param needsKafka whether a role runs here that uses it
    public static Servers begin(
            DataDirectory data, Ports ports, Outside outside, boolean needsKafka) {
        return new Servers(data, ports, outside, needsKafka);
    }

    private static CompletableFuture<Runnable> lookAt(OutsidePostgres outside) {
        outside.configuration().forEach(System::setProperty);
        return begin(
                "PostgreSQL",
                () -> {
                    outside.check();
                    return Servers::leaveRunning;
                });
    }

    private static CompletableFuture<Runnable> lookAt(OutsideKafka outside, boolean needed) {
        System.setProperty("counterfoil.kafka.bootstrap", outside.broker().bootstrap());
        return begin(
                "Kafka",
                () -> {
                    if (needed) {
                        outside.check();
                    }
                    return Servers::leaveRunning;
                });
    }

    private CompletableFuture<Runnable> startPostgres(DataDirectory data) {
        var password = password(data);
        var port = ports.of("postgres");
        System.setProperty("quarkus.datasource.reactive.url", Postgres.reactiveUrl(port));
        System.setProperty("counterfoil.database.jdbc-url", Postgres.jdbcUrl(port));
        System.setProperty("quarkus.datasource.username", Postgres.USER);
        System.setProperty("quarkus.datasource.password", read(password));
        return begin(
                "PostgreSQL",
                () -> Postgres.start(home(data), data.folder("postgres"), password, port)::close);
    }

    private CompletableFuture<Runnable> startKafka(DataDirectory data) {
        var port = ports.of("kafka");
        var controllerPort = ports.of("kafka-controller");
        System.setProperty("counterfoil.kafka.bootstrap", Kafka.bootstrap(port));
        return begin("Kafka", () -> Kafka.start(data.folder("kafka"), port, controllerPort)::close);
    }

    private static void leaveRunning() {
        // what runs outside is the operator's to stop
    }

    /// Waits for what the program needs to begin: PostgreSQL, and one look at a Kafka outside.
    ///
    /// @throws StartRefused when one cannot be started or used
    public void awaitFirst() {
        await(postgres);
        if (isKafkaOutside) {
            await(kafka);
        }
    }

    /// Waits for both.
    ///
    /// @throws StartRefused when one cannot be started or used
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

    /// Kafka first, PostgreSQL last: what is written to stops after what writes. What is still
    /// starting is waited for.
    @Override
    public void close() {
        close(kafka);
        close(postgres);
    }

    private static CompletableFuture<Runnable> begin(String name, Supplier<Runnable> start) {
        return CompletableFuture.supplyAsync(
                start, task -> Thread.ofPlatform().name("start-" + name).daemon().start(task));
    }

    private static void await(CompletableFuture<Runnable> starting) {
        try {
            starting.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartRefused refused
                    ? refused
                    : new StartRefused("A server could not be started: " + e.getCause() + ".", e);
        }
    }

    private static void close(CompletableFuture<Runnable> starting) {
        try {
            starting.join().run();
        } catch (CompletionException _) {
            // it never ran
        }
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
