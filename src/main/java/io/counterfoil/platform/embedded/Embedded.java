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

/// The servers of the all-in-one, started side by side and stopped in the order of the data's flow.
public final class Embedded implements AutoCloseable {

    /// Where the build unpacks PostgreSQL; without it the data directory holds the programs.
    private static final String HOME_PROPERTY = "counterfoil.embedded.home";

    private final Postgres postgres;
    private final Kafka kafka;
    private final Ports ports;

    private Embedded(Postgres postgres, Kafka kafka, Ports ports) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.ports = ports;
    }

    /// Starts both servers and tells the configuration where they are.
    public static Embedded start(DataDirectory data) {
        var ports = new Ports(data.root().resolve("ports"));
        var password = password(data);
        var postgresPort = ports.of("postgres");
        var kafkaPort = ports.of("kafka");
        var controllerPort = ports.of("kafka-controller");
        var kafka =
                CompletableFuture.supplyAsync(
                        () -> Kafka.start(data.folder("kafka"), kafkaPort, controllerPort));
        var postgres = Postgres.start(home(data), data.folder("postgres"), password, postgresPort);
        try {
            var embedded = new Embedded(postgres, kafka.join(), ports);
            embedded.configure(password);
            return embedded;
        } catch (CompletionException e) {
            postgres.close();
            throw e.getCause() instanceof StartRefused refused
                    ? refused
                    : new StartRefused("Kafka could not be started: " + e.getCause() + ".", e);
        }
    }

    /// The ports that were chosen, for further listeners of the same directory.
    public Ports ports() {
        return ports;
    }

    /// Kafka first, PostgreSQL last: what is written to stops after what writes.
    @Override
    public void close() {
        kafka.close();
        postgres.close();
    }

    private void configure(Path passwordFile) {
        System.setProperty("quarkus.datasource.reactive.url", postgres.reactiveUrl());
        System.setProperty("counterfoil.database.jdbc-url", postgres.jdbcUrl());
        System.setProperty("quarkus.datasource.username", Postgres.USER);
        System.setProperty("quarkus.datasource.password", read(passwordFile));
        System.setProperty("counterfoil.kafka.bootstrap", kafka.bootstrap());
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
