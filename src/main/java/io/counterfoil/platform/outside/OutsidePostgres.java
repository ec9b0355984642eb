package io.counterfoil.platform.outside;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.platform.Schema;
import io.counterfoil.platform.Settings;
import io.counterfoil.platform.StartRefused;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// A PostgreSQL that the operator runs.
///
/// @param host a name or an address
/// @param rootCertificate PEM file of who vouches for the server; without it the connection is
///   plain
public record OutsidePostgres(
        String host, int port, String database, Login login, Optional<Path> rootCertificate) {

    private static final String PREFIX = "counterfoil.postgres.";
    private static final int PORT = 5432;
    private static final String ANSWER_SECONDS_MAX = "10";

    /// Whether tables can be made there, and any text kept.
    private static final String FITNESS =
            "select pg_is_in_recovery(), current_setting('server_encoding') = 'UTF8',"
                    + " coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)";

    /// Whether Counterfoil has used the database before, and then by which version of the tables.
    private static final String USED = "select to_regclass('flyway_schema_history') is not null";

    private static final String USED_BY =
            "select coalesce(max(version::int), 0) from flyway_schema_history where success";

    /// Who logs in.
    public record Login(String user, String password) {

        @Override
        public String toString() {
            return user;
        }
    }

    /// The server that the settings name, if they name one.
    ///
    /// @throws StartRefused when they name it in a way that leads nowhere
    public static Optional<OutsidePostgres> of(Settings settings) {
        return settings.value(PREFIX + "url").map(url -> parse(url, settings));
    }

    private static OutsidePostgres parse(String url, Settings settings) {
        var shape = "counterfoil.postgres.url has the form postgresql://HOST:PORT/DATABASE.";
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new StartRefused(shape, e);
        }
        var isWhole =
                "postgresql".equals(uri.getScheme())
                        && uri.getHost() != null
                        && uri.getPath().matches("/[^/]+")
                        && uri.getUserInfo() == null
                        && uri.getQuery() == null;
        if (!isWhole) {
            throw new StartRefused(shape);
        }
        return new OutsidePostgres(
                uri.getHost(),
                uri.getPort() < 0 ? PORT : uri.getPort(),
                uri.getPath().substring(1),
                login(settings),
                settings.value(PREFIX + "root-certificate").map(Path::of));
    }

    private static Login login(Settings settings) {
        var user = settings.value(PREFIX + "user");
        var password =
                settings.value(PREFIX + "password")
                        .or(() ->
                                settings.value(PREFIX + "password-file")
                                        .map(Path::of)
                                        .map(OutsidePostgres::secret));
        if (user.isEmpty() || password.isEmpty()) {
            throw new StartRefused(
                    "Beside counterfoil.postgres.url there must be counterfoil.postgres.user and"
                            + " counterfoil.postgres.password or counterfoil.postgres.password-file.");
        }
        return new Login(user.get(), password.get());
    }

    private static String secret(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartRefused(
                    "counterfoil.postgres.password-file: %s cannot be read.".formatted(file), e);
        }
    }

    /// Logs in once and looks whether the server is fit.
    ///
    /// @throws StartRefused when it is not there, refuses the login, cannot hold our tables, or
    ///   holds those of a newer version
    public void check() {
        try (var connection = connect();
                var statement = connection.createStatement();
                var answer = statement.executeQuery(FITNESS)) {
            answer.next();
            refuseIf(answer.getBoolean(1), "only copies another server, which is the one to name");
            refuseIf(
                    !answer.getBoolean(2),
                    "keeps %s in another encoding than UTF8".formatted(database));
            refuseIf(
                    !answer.getBoolean(3),
                    "does not let %s make tables in %s".formatted(login, database));
            refuseIf(
                    version(statement) > Schema.VERSION,
                    "has %s, which %s".formatted(database, Schema.NEWER));
        } catch (SQLException e) {
            throw new StartRefused(sentence(e), e);
        }
    }

    private static int version(Statement statement) throws SQLException {
        return isTrue(statement, USED) ? number(statement, USED_BY) : 0;
    }

    private static boolean isTrue(Statement statement, String question) throws SQLException {
        try (var answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private static int number(Statement statement, String question) throws SQLException {
        try (var answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getInt(1);
        }
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", login.user);
        properties.setProperty("password", login.password);
        properties.setProperty("loginTimeout", ANSWER_SECONDS_MAX);
        return DriverManager.getConnection(jdbcUrl(), properties);
    }

    private void refuseIf(boolean unfit, String why) {
        if (unfit) {
            throw new StartRefused("PostgreSQL at %s:%d %s.".formatted(host, port, why));
        }
    }

    /// By the standard's classes of states: 28 is the login, 3D the database, 08 the connection.
    private String sentence(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        var why =
                switch (state.substring(0, 2)) {
                    case "28" ->
                            "refuses the login of %s: check counterfoil.postgres.user and the password"
                                    .formatted(login);
                    case "3D" -> "has no database %s: create it".formatted(database);
                    case "08" -> "cannot be reached (%s)".formatted(innermost(e));
                    default -> "cannot be used (%s)".formatted(innermost(e));
                };
        return "PostgreSQL at %s:%d %s.".formatted(host, port, why);
    }

    private static String innermost(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceAll("\\.$", "");
    }

    /// What the server's configuration says of it.
    public Map<String, String> configuration() {
        var datasource = "quarkus.datasource.";
        var settings = new LinkedHashMap<String, String>();
        settings.put(datasource + "username", login.user);
        settings.put(datasource + "password", login.password);
        settings.put("counterfoil.database.jdbc-url", jdbcUrl());
        settings.put(
                datasource + "reactive.url",
                "vertx-reactive:postgresql://%s:%d/%s".formatted(host, port, encoded(database)));
        rootCertificate.ifPresent(file -> {
            settings.put(datasource + "reactive.postgresql.ssl-mode", "verify-full");
            settings.put(datasource + "reactive.hostname-verification-algorithm", "HTTPS");
            settings.put(datasource + "reactive.trust-certificate-pem", "true");
            settings.put(datasource + "reactive.trust-certificate-pem.certs", file.toString());
        });
        return settings;
    }

    private String jdbcUrl() {
        var tls =
                rootCertificate
                        .map(file -> "verify-full&sslrootcert=" + encoded(file.toString()))
                        .orElse("disable");
        return "jdbc:postgresql://%s:%d/%s?sslmode=%s"
                .formatted(host, port, encoded(database), tls);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
