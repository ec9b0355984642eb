package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @Test
    void theTablesOfANewerVersionAreLeftAlone() throws IOException, SQLException {
        var password = Files.writeString(folder.resolve("password"), PASSWORD);
        var binaries = Path.of("target", "embedded").toAbsolutePath();
        try (var postgres = Postgres.start(binaries, folder, password, Ports.anyFree())) {
            migrate(postgres.jdbcUrl());
            assertThatCode(() -> migrate(postgres.jdbcUrl())).doesNotThrowAnyException();
            migrateLater(postgres.jdbcUrl());
            assertThatThrownBy(() -> migrate(postgres.jdbcUrl()))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("was last used by a newer version of Counterfoil");
        }
    }

    @Test
    void theVersionIsThatOfTheNewestMigration() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/db/migration"))) {
            var newest =
                    files.map(file -> file.getFileName().toString())
                            .mapToInt(
                                    name -> Integer.parseInt(name.replaceAll("V(\\d+)__.*", "$1")))
                            .max();
            assertThat(newest).hasValue(Schema.VERSION);
        }
    }

    private static void migrateLater(String url) throws SQLException {
        try (var connection = DriverManager.getConnection(url, Postgres.USER, PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute(
                    "insert into flyway_schema_history (installed_rank, version, description, type,"
                            + " script, installed_by, execution_time, success) values (99, '99',"
                            + " 'later', 'SQL', 'V99__later.sql', 'a test', 1, true)");
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
