package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.platform.embedded.Ports;
import io.counterfoil.platform.embedded.Postgres;
import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {

    private static final String PASSWORD = "for-a-test";
    private static final int PROCESSES = 4;

    @TempDir Path folder;

    @Test
    void severalProcessesThatStartAtOnceMigrateOnce() throws IOException, SQLException {
        var password = Files.writeString(folder.resolve("password"), PASSWORD);
        var binaries = Path.of("target", "embedded").toAbsolutePath();
        try (var postgres = Postgres.start(binaries, folder, password, Ports.anyFree());
                var threads = Executors.newFixedThreadPool(PROCESSES)) {
            var url = postgres.jdbcUrl();
            CompletableFuture.allOf(
                            IntStream.range(0, PROCESSES)
                                    .mapToObj(_ ->
                                            CompletableFuture.runAsync(() -> migrate(url), threads))
                                    .toArray(CompletableFuture[]::new))
                    .join();
            assertThat(repetitions(url)).isZero();
        }
    }

    private static void migrate(String url) {
        new Schema(url, Postgres.USER, PASSWORD).migrate(new StartupEvent());
    }

    private static int repetitions(String url) throws SQLException {
        try (var connection = DriverManager.getConnection(url, Postgres.USER, PASSWORD);
                var answer =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "select count(*) - count(distinct version)"
                                                + " from flyway_schema_history where success")) {
            answer.next();
            return answer.getInt(1);
        }
    }
}
