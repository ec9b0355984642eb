package io.counterfoil.platform.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.platform.Settings;
import io.counterfoil.platform.StartRefused;
import io.counterfoil.platform.embedded.GuardedPostgres;
import io.counterfoil.platform.embedded.Ports;
import io.counterfoil.platform.embedded.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutsidePostgresTest {

    private static final String PASSWORD = "for-a-test";
    private static final Path BINARIES = Path.of("target", "embedded").toAbsolutePath();

    /// As a later version leaves it behind.
    private static final String MIGRATED_LATER =
            "insert into flyway_schema_history (installed_rank, version, description, type, script,"
                    + " installed_by, execution_time, success) values (99, '99', 'later', 'SQL',"
                    + " 'V99__later.sql', 'a test', 1, true)";

    @TempDir static Path folder;

    private static Postgres postgres;
    private static int port;

    @BeforeAll
    static void start() throws IOException, SQLException {
        var password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        port = Ports.anyFree();
        postgres = Postgres.start(BINARIES, folder, password, port);
        sql("create role reader login password 'reads'");
        sql("create database newer");
        sql("create database latin encoding 'LATIN1' template template0");
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void aServerThatIsFitIsTaken() {
        assertThatCode(() -> named(Map.of()).check()).doesNotThrowAnyException();
    }

    @Test
    void thePasswordMayLieInAFile() {
        var file = folder.resolve("password").toString();
        var named =
                named(
                        Map.of(
                                "COUNTERFOIL_POSTGRES_PASSWORD",
                                "",
                                "COUNTERFOIL_POSTGRES_PASSWORD_FILE",
                                file));
        assertThatCode(named::check).doesNotThrowAnyException();
        assertThat(named.toString()).doesNotContain(PASSWORD);
    }

    @Test
    void whatIsWrongIsSaidInOneSentence() {
        assertRefused(
                Map.of("COUNTERFOIL_POSTGRES_PASSWORD", "wrong"),
                "refuses the login of counterfoil: check");
        assertRefused(url("none"), "has no database none: create it.");
        assertRefused(url("latin"), "keeps latin in another encoding than UTF8.");
        assertRefused(
                Map.of(
                        "COUNTERFOIL_POSTGRES_USER",
                        "reader",
                        "COUNTERFOIL_POSTGRES_PASSWORD",
                        "reads"),
                "does not let reader make tables in postgres.");
        var nobody = "postgresql://127.0.0.1:%d/postgres".formatted(Ports.anyFree());
        assertRefused(
                Map.of("COUNTERFOIL_POSTGRES_URL", nobody),
                "cannot be reached (Connection refused).");
    }

    @Test
    void aDatabaseOfANewerVersionIsRefused() throws SQLException {
        var newer = postgres.jdbcUrl().replace("/postgres", "/newer");
        Flyway.configure()
                .dataSource(newer, Postgres.USER, PASSWORD)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        assertThatCode(() -> named(url("newer")).check()).doesNotThrowAnyException();
        sql(newer, MIGRATED_LATER);
        assertRefused(url("newer"), "has newer, which was last used by a newer version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:5432",
                "jdbc:postgresql://localhost/a",
                "postgresql://localhost/",
                "postgresql://me:secret@localhost/a",
                "postgresql://localhost/a?sslmode=disable",
                "postgresql://local host/a"
            })
    void anAddressOfAnotherFormIsRefusedWithoutSayingIt(String url) {
        assertThatThrownBy(() -> named(Map.of("COUNTERFOIL_POSTGRES_URL", url)))
                .isInstanceOf(StartRefused.class)
                .hasMessage(
                        "counterfoil.postgres.url has the form postgresql://HOST:PORT/DATABASE.");
    }

    @Test
    void anAddressWithoutALoginIsRefused() {
        assertThatThrownBy(() -> named(Map.of("COUNTERFOIL_POSTGRES_USER", "")))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("counterfoil.postgres.password-file");
    }

    @Test
    void whereARootCertificateIsNamedTheServerMustProveItself(@TempDir Path tls)
            throws IOException {
        var password = Files.writeString(tls.resolve("password"), PASSWORD);
        var other = Ports.anyFree();
        Postgres.start(BINARIES, tls, password, other).close();
        var cluster = tls.resolve("cluster");
        var root = GuardedPostgres.certify(cluster);
        var stranger = GuardedPostgres.certify(tls);
        try (var _ = Postgres.start(BINARIES, tls, password, other)) {
            var url = "postgresql://127.0.0.1:%d/postgres".formatted(other);
            var right =
                    Map.of(
                            "COUNTERFOIL_POSTGRES_URL",
                            url,
                            "COUNTERFOIL_POSTGRES_ROOT_CERTIFICATE",
                            root.toString());
            assertThatCode(named(right)::check).doesNotThrowAnyException();
            var wrong =
                    Map.of(
                            "COUNTERFOIL_POSTGRES_URL",
                            url,
                            "COUNTERFOIL_POSTGRES_ROOT_CERTIFICATE",
                            stranger.toString());
            assertRefused(wrong, "cannot be reached (");
        }
        assertRefused(
                Map.of("COUNTERFOIL_POSTGRES_ROOT_CERTIFICATE", root.toString()),
                "does not support SSL");
    }

    private static void assertRefused(Map<String, String> changes, String sentence) {
        assertThatThrownBy(() -> named(changes).check())
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("PostgreSQL at 127.0.0.1:")
                .hasMessageContaining(sentence);
    }

    private static Map<String, String> url(String database) {
        return Map.of(
                "COUNTERFOIL_POSTGRES_URL",
                "postgresql://127.0.0.1:%d/%s".formatted(port, database));
    }

    private static OutsidePostgres named(Map<String, String> changes) {
        var environment = new HashMap<>(url("postgres"));
        environment.put("COUNTERFOIL_POSTGRES_USER", Postgres.USER);
        environment.put("COUNTERFOIL_POSTGRES_PASSWORD", PASSWORD);
        environment.putAll(changes);
        return OutsidePostgres.of(Settings.read(folder, environment)).orElseThrow();
    }

    private static void sql(String statement) throws SQLException {
        sql(postgres.jdbcUrl(), statement);
    }

    private static void sql(String url, String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(url, Postgres.USER, PASSWORD);
                var sent = connection.createStatement()) {
            sent.execute(statement);
        }
    }
}
